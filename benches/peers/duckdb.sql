-- The clauses of ma/offshoring-2025 in the readings in use, by hand, in SQL.
--
-- Given: the views payroll, bds, annual_tax, turnover, operator_register and site (one row a line of the store's Parquet, `op` being
-- the number of the operator), the table coverage (which periods of which table an accepted file covers, and in which rows were
-- refused) and present (registers handed in), and the variables `known` (the day of knowledge) and `ops` (how many operators).
-- Amounts are whole centimes throughout; nothing here is a float. Statuses are numbered as the engine numbers them:
-- 0 due (a control holds), 1 zero by rule (a gap), 2 not applicable, 3 pending, 4 not evaluated.
--
-- What made it faster, kept: windows only over the few jobs that need them, grouping by class of place before setting classes side by
-- side, the last day of each month computed once, doubtful lines counted apart, insertion order not preserved, and one file a table
-- instead of one an operator. What changed nothing: temporary tables, cached metadata, optimisers switched off one by one.
--
-- What a person shows in a month comes from the payroll register where a file covers the month, else from the declarations. A month
-- that nothing covers, or in which rows were refused and the person has none, is unknown: it neither ends a job nor counts.

-- ---------------------------------------------------------------------------------------------------------------------------
-- The calendar: what is known of each operator in each month. Months are numbered year * 12 + month - 1.
-- ---------------------------------------------------------------------------------------------------------------------------

CREATE MACRO first_day(m) AS make_date(m // 12, m % 12 + 1, 1);
CREATE MACRO last_day_of(m) AS (make_date((m + 1) // 12, (m + 1) % 12 + 1, 1) - 1);
CREATE MACRO month_of(d) AS year(d)::INTEGER * 12 + month(d)::INTEGER - 1;
-- Half up, for a quotient of non-negative whole numbers.
CREATE MACRO half_up(top, bottom) AS ((2 * (top)::HUGEINT + (bottom)) // (2 * (bottom)::HUGEINT));

CREATE TABLE calendar AS
WITH bounds AS (
    SELECT op, min(period) AS first, max(period) AS last_covered FROM coverage WHERE src IN ('payroll', 'bds') GROUP BY op
), reach AS (
    -- On to the last month that is over on the day of knowledge.
    SELECT op, first, greatest(last_covered, month_of(getvariable('known') - 1)
        - CASE WHEN last_day_of(month_of(getvariable('known') - 1)) < getvariable('known') THEN 0 ELSE 1 END) AS last
    FROM bounds
), months AS (
    SELECT o.op, m.month::INTEGER AS month, r.first, r.last
    FROM range(0, getvariable('ops')) o(op) LEFT JOIN reach r USING (op),
         range((SELECT coalesce(min(first), 24300) FROM bounds), 2037 * 12) m(month)
), seen AS (
    SELECT months.op::INTEGER AS op, months.month, first, last, last_day_of(months.month) < getvariable('known') AS is_over,
           p.period IS NOT NULL AS p_cov, coalesce(p.doubtful, false) AS p_doubt,
           b.period IS NOT NULL AS b_cov, coalesce(b.doubtful, false) AS b_doubt
    FROM months
    LEFT JOIN coverage p ON p.src = 'payroll' AND p.op = months.op AND p.period = months.month
    LEFT JOIN coverage b ON b.src = 'bds' AND b.op = months.op AND b.period = months.month
), told AS (
    SELECT *, month >= first AND month <= last
        AND CASE WHEN p_cov THEN NOT p_doubt WHEN b_cov THEN NOT b_doubt ELSE false END IS TRUE AS shows_absence
    FROM seen
)
SELECT op, month, last_day_of(month) AS last_day, is_over, p_cov, p_doubt, b_cov, b_doubt, coalesce(shows_absence, false) AS shows_absence,
       -- How many months up to this one, and up to the one before, show who is absent.
       (count(*) FILTER (shows_absence) OVER upto)::INTEGER AS absences,
       (count(*) FILTER (shows_absence) OVER upto - coalesce(shows_absence, false)::INTEGER)::INTEGER AS absences_before,
       lag(coalesce(shows_absence, false), 1, false) OVER upto AS absence_before,
       min(month) FILTER (shows_absence) OVER (PARTITION BY op ORDER BY month ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
           AS next_absence,
       -- For sums over windows of months of the payroll register.
       (count(*) FILTER (NOT p_cov AND is_over) OVER upto)::INTEGER AS unknown_upto,
       (count(*) FILTER (NOT p_cov AND NOT is_over) OVER upto)::INTEGER AS pending_upto,
       (count(*) FILTER (p_cov AND p_doubt) OVER upto)::INTEGER AS doubtful_upto
FROM told WINDOW upto AS (PARTITION BY op ORDER BY month);

-- What a year holds of an operator, by table and by the month from which a clause looks.
CREATE TABLE year_known AS
SELECT op, month // 12 AS year,
       count(*) FILTER (NOT p_cov AND is_over) AS p_unknown, count(*) FILTER (NOT p_cov AND NOT is_over) AS p_pending,
       count(*) FILTER (p_cov AND p_doubt) AS p_doubtful,
       count(*) FILTER (month >= 24306 AND NOT p_cov AND is_over) AS a_unknown,
       count(*) FILTER (month >= 24306 AND NOT p_cov AND NOT is_over) AS a_pending,
       count(*) FILTER (month >= 24306 AND p_cov AND p_doubt) AS a_doubtful,
       count(*) FILTER (NOT b_cov AND is_over) AS b_unknown, count(*) FILTER (NOT b_cov AND NOT is_over) AS b_pending,
       count(*) FILTER (b_cov AND b_doubt) AS b_doubtful,
       coalesce(bit_or(1 << (month % 12)) FILTER (NOT b_cov AND is_over), 0) AS b_unknown_mask,
       coalesce(bit_or(1 << (month % 12)) FILTER (NOT b_cov AND NOT is_over), 0) AS b_pending_mask,
       coalesce(bit_or(1 << (month % 12)) FILTER (b_cov AND b_doubt), 0) AS b_doubtful_mask
FROM calendar WHERE month BETWEEN 2025 * 12 AND 2030 * 12 + 11 GROUP BY ALL;

CREATE TABLE class_of (place VARCHAR, class VARCHAR);
INSERT INTO class_of VALUES
    ('casanearshore', 'primary'), ('technopolis', 'primary'), ('fes-shore', 'secondary'), ('oujda-shore', 'secondary'),
    ('tetouan-shore', 'secondary'), ('MA-01', 'outside'), ('MA-02', 'outside'), ('MA-03', 'outside'), ('MA-04', 'outside'),
    ('MA-05', 'region'), ('MA-06', 'outside'), ('MA-07', 'region'), ('MA-08', 'region'), ('MA-09', 'region'),
    ('MA-10', 'region'), ('MA-11', 'region'), ('MA-12', 'region');

-- The class of every site on the last day of every month in which the income-tax clause looks: 1 primary, 2 secondary, 3 region
-- without platform, 4 outside, 9 unknown.
CREATE TABLE site_class AS
WITH standing AS (
    SELECT m.month::INTEGER AS month, s.op, s.site, coalesce(s.platform, s.region) AS place,
           row_number() OVER (PARTITION BY s.op, s.site, m.month ORDER BY s.valid_from) AS nth
    FROM range(24306, 24372) m(month) JOIN site s
      ON s.valid_from <= last_day_of(m.month) AND (s.valid_to IS NULL OR s.valid_to >= last_day_of(m.month))
)
SELECT op::INTEGER AS op, site, month,
       (CASE class WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 WHEN 'region' THEN 3 WHEN 'outside' THEN 4
             ELSE CASE WHEN place IS NULL THEN 4 ELSE 9 END END)::TINYINT AS class
FROM standing LEFT JOIN class_of USING (place) WHERE nth = 1;

-- ---------------------------------------------------------------------------------------------------------------------------
-- Person-years
-- ---------------------------------------------------------------------------------------------------------------------------

-- Lines in months in which others were refused: few.
CREATE TABLE doubtful_lines AS
SELECT p.op, p.person, (p.month // 12)::SMALLINT AS year, count(*) AS doubtful, count(*) FILTER (p.month >= 24306) AS a_doubtful
FROM payroll p JOIN calendar c ON c.op = p.op AND c.month = p.month
WHERE c.p_cov AND c.p_doubt AND p.month BETWEEN 2025 * 12 AND 2030 * 12 + 11
GROUP BY ALL;

CREATE TABLE payroll_year AS
WITH placed AS (
    -- By class first: one row or two a person and year are left to be set side by side.
    SELECT p.op, p.person, (p.month // 12)::SMALLINT AS year,
           CASE WHEN p.site IS NOT NULL AND NOT c.has_sites AND p.month >= 24306 THEN 9 ELSE s.class END::TINYINT AS class,
           bit_or((1 << (p.month % 12))::SMALLINT) AS mask, sum(gross)::BIGINT AS gross, sum(tax)::BIGINT AS tax
    FROM payroll p
    JOIN (SELECT op, month, EXISTS (FROM present WHERE present.op = calendar.op AND src = 'site') AS has_sites
          FROM calendar WHERE p_cov AND month BETWEEN 2025 * 12 AND 2030 * 12 + 11) c ON c.op = p.op AND c.month = p.month
    LEFT JOIN site_class s ON s.op = p.op AND s.month = p.month AND s.site = p.site
    WHERE p.month BETWEEN 2025 * 12 AND 2030 * 12 + 11
    GROUP BY ALL
), beside AS (
    SELECT op, person, year, bit_or(mask) AS mask, sum(gross)::BIGINT AS gross, sum(tax)::BIGINT AS tax,
           coalesce(bit_or(mask) FILTER (class = 9), 0) <> 0 AS a_unknown,
           coalesce(bit_or(mask) FILTER (class <= 3), 0) <> 0 AS a_passing,
           coalesce(sum(tax) FILTER (class = 1), 0)::BIGINT AS tax_1, coalesce(sum(gross) FILTER (class = 1), 0)::BIGINT AS gross_1,
           coalesce(sum(tax) FILTER (class = 2), 0)::BIGINT AS tax_2, coalesce(sum(gross) FILTER (class = 2), 0)::BIGINT AS gross_2,
           coalesce(sum(tax) FILTER (class = 3), 0)::BIGINT AS tax_3, coalesce(sum(gross) FILTER (class = 3), 0)::BIGINT AS gross_3
    FROM placed GROUP BY op, person, year
)
SELECT b.*, coalesce(doubtful, 0) AS doubtful, coalesce(a_doubtful, 0) AS a_doubtful
FROM beside b LEFT JOIN doubtful_lines d ON d.op = b.op AND d.person = b.person AND d.year = b.year;

CREATE TABLE bds_year AS
SELECT b.op, b.person, (b.month // 12)::SMALLINT AS year,
       bit_or((1 << (b.month % 12))::SMALLINT) AS mask,
       coalesce(sum(wage), 0)::BIGINT AS wage, coalesce(sum(capped_wage), 0)::BIGINT AS capped_wage,
       count(*) FILTER (c.b_doubt)::TINYINT AS doubtful
FROM bds b JOIN (FROM calendar SELECT op, month, b_doubt WHERE b_cov AND month BETWEEN 2025 * 12 AND 2030 * 12 + 11) c
  ON c.op = b.op AND c.month = b.month
WHERE b.month BETWEEN 2025 * 12 AND 2030 * 12 + 11
GROUP BY b.op, b.person, (b.month // 12)::SMALLINT;

-- Years of the yearly tables: covered, and else over or not.
CREATE TABLE year_of AS
SELECT o.op::INTEGER AS op, y.year::SMALLINT AS year, make_date(y.year, 12, 31) < getvariable('known') AS is_over,
       a.period IS NOT NULL AS tax_covered, coalesce(a.doubtful, false) AS tax_doubtful, t.period IS NOT NULL AS turnover_covered
FROM range(0, getvariable('ops')) o(op), range(2025, 2031) y(year)
LEFT JOIN coverage a ON a.src = 'annual_tax' AND a.op = o.op AND a.period = y.year
LEFT JOIN coverage t ON t.src = 'turnover' AND t.op = o.op AND t.period = y.year;

CREATE TABLE tax_year AS
SELECT a.* FROM annual_tax a JOIN year_of USING (op, year) WHERE tax_covered;

-- Income-tax contribution: what the tax withheld exceeds of 20 % (10 %) of income, months of one class together, times the
-- share of exports.
CREATE TABLE air AS
WITH shared AS (
    SELECT y.op, y.year, y.is_over, y.turnover_covered, t.exports, t.total
    FROM year_of y LEFT JOIN turnover t ON t.op = y.op AND t.year = y.year AND y.turnover_covered
), computed AS (
    SELECT p.op, p.person, p.year, a_unknown, a_passing, a_doubtful AS rows_doubtful,
           greatest(100 * tax_1 - 20 * gross_1, 0) + greatest(100 * tax_2 - 10 * gross_2, 0)
               + greatest(100 * tax_3 - 10 * gross_3, 0) AS excess
    FROM payroll_year p WHERE year > 2025 OR mask >> 6 <> 0 -- from July 2025 on
), decided AS (
    SELECT c.op, c.person, c.year,
           CASE WHEN k.a_unknown > 0 OR k.a_doubtful > c.rows_doubtful OR c.a_unknown
                     OR (a_passing AND CASE WHEN s.turnover_covered THEN coalesce(total, 0) = 0 OR exports IS NULL ELSE s.is_over END)
                THEN 4
                WHEN k.a_pending > 0 OR (a_passing AND NOT s.turnover_covered) THEN 3
                WHEN NOT a_passing THEN 1 END AS stopped,
           CASE WHEN excess = 0 OR coalesce(total, 0) = 0 THEN 0 ELSE half_up(excess::HUGEINT * exports, 100 * total::HUGEINT) END AS amount
    FROM computed c JOIN year_known k ON k.op = c.op AND k.year = c.year JOIN shared s ON s.op = c.op AND s.year = c.year
)
SELECT op, person, year, coalesce(stopped, CASE WHEN amount > 0 THEN 0 ELSE 1 END)::TINYINT AS status,
       CASE WHEN stopped IS NULL THEN amount ELSE 0 END::BIGINT AS amount
FROM decided;

-- Tax withheld against tax recomputed.
CREATE TABLE ir_recomputed AS
WITH net AS (
    SELECT op, person, year, exempt, days, gross, contributions, dependants, tax_withheld,
           100 * gross - least(gross * CASE WHEN gross <= 7800000 THEN 35 ELSE 25 END, 350000000) - 100 * contributions AS net
    FROM tax_year
), scaled AS (
    -- In ten-thousandths of a centime.
    SELECT *, 10 * greatest(least(net, 600000000) - 400000000, 0) + 20 * greatest(least(net, 800000000) - 600000000, 0)
            + 30 * greatest(least(net, 1000000000) - 800000000, 0) + 34 * greatest(least(net, 1800000000) - 1000000000, 0)
            + 37 * greatest(net - 1800000000, 0) - least(dependants, 6) * 50000 * 10000 AS exact
    FROM net
), taxed AS (SELECT *, half_up(greatest(exact, 0), 10000)::BIGINT AS tax FROM scaled)
SELECT op, person, year,
       CASE WHEN coalesce(exempt <> 'no', true) OR coalesce(days < 312, true) THEN 2
            WHEN tax IS NULL OR tax_withheld IS NULL THEN 4
            WHEN tax_withheld BETWEEN tax - 1200 AND tax + 1200 THEN 0 ELSE 1 END::TINYINT AS status
FROM taxed;

-- Contributions declared against wages declared.
CREATE TABLE contributions_recomputed AS
SELECT b.op, b.person, b.year,
       CASE WHEN k.b_unknown > 0 OR k.b_doubtful > b.doubtful THEN 4
            WHEN a.op IS NULL AND CASE WHEN y.tax_covered THEN y.tax_doubtful ELSE y.is_over END THEN 4
            WHEN k.b_pending > 0 THEN 3
            WHEN a.op IS NULL AND NOT y.tax_covered THEN 3
            WHEN coalesce(a.contributions, 0) <= 0 THEN 2
            WHEN a.contributions + 1200 >= half_up(448 * b.capped_wage + 226 * b.wage, 10000) THEN 0 ELSE 1 END::TINYINT AS status
FROM bds_year b
JOIN year_known k ON k.op = b.op AND k.year = b.year
JOIN year_of y ON y.op = b.op AND y.year = b.year
LEFT JOIN tax_year a ON a.op = b.op AND a.person = b.person AND a.year = b.year;

-- Payroll register against yearly statement.
CREATE TABLE year_agrees AS
SELECT p.op, p.person, p.year,
       CASE WHEN k.p_unknown > 0 OR k.p_doubtful > p.doubtful THEN 4
            WHEN k.p_pending > 0 THEN 3
            WHEN a.gross IS NULL OR a.tax_withheld IS NULL THEN CASE WHEN y.tax_covered OR y.is_over THEN 4 ELSE 3 END
            WHEN coalesce(p.gross, 0) BETWEEN a.gross - 1200 AND a.gross + 1200
             AND coalesce(p.tax, 0) BETWEEN a.tax_withheld - 1200 AND a.tax_withheld + 1200 THEN 0 ELSE 1 END::TINYINT AS status
FROM payroll_year p
JOIN year_known k ON k.op = p.op AND k.year = p.year
JOIN year_of y ON y.op = p.op AND y.year = p.year
LEFT JOIN tax_year a ON a.op = p.op AND a.person = p.person AND a.year = p.year;

-- Payroll register against declarations: the same months, and not more income than wages. Wages of a year that was declared in
-- other months too are summed month by month; of all other years the sum is known.
CREATE TABLE declared_agrees AS
WITH paired AS (
    SELECT p.op, p.person, p.year, p.mask, coalesce(p.gross, 0) AS gross, coalesce(b.mask, 0)::SMALLINT AS declared, b.wage,
           CASE WHEN k.p_unknown > 0 OR k.p_doubtful > p.doubtful OR (p.mask & k.b_unknown_mask) <> 0
                     OR (p.mask & k.b_doubtful_mask & ~coalesce(b.mask, 0)) <> 0 THEN 4
                WHEN k.p_pending > 0 OR (p.mask & k.b_pending_mask) <> 0 THEN 3
                WHEN (p.mask & ~coalesce(b.mask, 0)) <> 0 THEN 1 END AS stopped
    FROM payroll_year p JOIN year_known k ON k.op = p.op AND k.year = p.year
    LEFT JOIN bds_year b ON b.op = p.op AND b.person = p.person AND b.year = p.year
), wider AS (
    SELECT op, person, year, mask FROM paired WHERE stopped IS NULL AND declared <> mask
), own AS (
    SELECT w.op, w.person, w.year, coalesce(sum(b.wage), 0)::BIGINT AS wage
    FROM bds b JOIN wider w ON w.op = b.op AND w.person = b.person AND w.year = b.month // 12 AND (w.mask >> (b.month % 12)) & 1 = 1
    GROUP BY ALL
)
SELECT d.op, d.person, d.year,
       coalesce(stopped, CASE WHEN d.gross <= coalesce(own.wage, d.wage) + 1200 THEN 0 ELSE 1 END)::TINYINT AS status
FROM paired d LEFT JOIN own ON own.op = d.op AND own.person = d.person AND own.year = d.year;

-- ---------------------------------------------------------------------------------------------------------------------------
-- Jobs: runs of months of presence
-- ---------------------------------------------------------------------------------------------------------------------------

-- What a person shows in a month: 1 present (or suspended, which counts), 2 the job ends, 0 absent though listed.
CREATE VIEW shown AS
SELECT p.op, p.person, p.month, p.hired, p."left", CASE WHEN p."left" <= c.last_day THEN 2 ELSE 1 END::TINYINT AS state,
       coalesce(p."left", c.last_day) AS end_day, c.shows_absence, c.absences, c.absences_before, c.absence_before
FROM payroll p JOIN calendar c ON c.op = p.op AND c.month = p.month WHERE c.p_cov
UNION ALL
SELECT b.op, b.person, b.month, NULL, NULL,
       CASE WHEN b.situation IN ('SO', 'DE') THEN 2
            WHEN b.days > 0 OR b.situation IN ('IT', 'IL', 'AT', 'CS', 'MS', 'MP') THEN 1 ELSE 0 END::TINYINT,
       c.last_day, c.shows_absence, c.absences, c.absences_before, c.absence_before
FROM bds b JOIN calendar c ON c.op = b.op AND c.month = b.month WHERE c.b_cov AND NOT c.p_cov;

-- Most persons have one run of months, one day of hire and at most one end, in the last month: grouping tells, and they need no
-- windows. `plain` is whether nothing else happens: no month in between that shows the person absent, no other day of hire.
CREATE TABLE outline AS
WITH grouped AS (
    SELECT s.op, s.person, min(s.month) AS first_month, max(s.month) AS last_month, count(*) AS months,
           count(s.hired) AS hires, min(s.hired) AS hired, max(s.hired) AS hired_last,
           count(*) FILTER (s.state <> 1) AS others, max(s.month) FILTER (s.state = 2) AS ended_in,
           max(s.end_day) FILTER (s.state = 2) AS end_day,
           count(*) FILTER (s.shows_absence) AS absences_shown
    FROM shown s
    GROUP BY s.op, s.person
)
SELECT g.*, l.next_absence, f.absence_before,
       (others = 0 OR (others = 1 AND ended_in = last_month)) IS TRUE AND (hires = 0 OR (hires = months AND hired = hired_last))
           AND absences_shown = l.absences - f.absences_before AS plain
FROM grouped g
JOIN calendar f ON f.op = g.op AND f.month = g.first_month
JOIN calendar l ON l.op = g.op AND l.month = g.last_month;

CREATE TABLE spells AS
WITH placed AS (
    SELECT s.*, lag(s.month) OVER one AS earlier, lag(s.state) OVER one AS earlier_state,
           lag(s.absences) OVER one AS earlier_absences
    FROM shown s
    WHERE (s.op, s.person) IN (SELECT (op, person) FROM outline WHERE NOT plain)
    WINDOW one AS (PARTITION BY s.op, s.person ORDER BY s.month)
), cut AS (
    SELECT *, earlier IS NULL OR earlier_state <> 1 OR absences_before > earlier_absences AS opens,
           -- Without a day of hire a job begins with the month, provided that the month before does not show the person.
           coalesce(hired, CASE WHEN CASE WHEN earlier = month - 1 THEN earlier_state <> 1 ELSE absence_before END
                                THEN first_day(month) END) AS start_here,
           CASE WHEN state = 1 AND hired <= last_day_of(month) THEN hired END AS hired_by_then
    FROM placed
), runs AS (
    SELECT *, count(*) FILTER (opens) OVER (PARTITION BY op, person ORDER BY month) AS run FROM cut
), hires AS (
    SELECT *, first_value(start_here) OVER own AS run_start,
           max(hired_by_then) FILTER (NOT opens) OVER (own ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS hired_before
    FROM runs WINDOW own AS (PARTITION BY op, person, run ORDER BY month)
), again AS (
    SELECT *, NOT opens AND run_start IS NOT NULL AND hired_by_then > greatest(run_start, hired_before) IS TRUE AS rehired FROM hires
), numbered AS (
    SELECT *, count(*) FILTER (rehired) OVER (PARTITION BY op, person, run ORDER BY month) AS part FROM again
), gathered AS (
    SELECT op, person, run, part,
           min(month) FILTER (state <> 0) AS first_month, max(month) FILTER (state <> 0) AS last_month,
           count(*) FILTER (state <> 0) AS months,
           CASE WHEN part = 0 THEN arg_min_null(start_here, month) ELSE arg_min_null(hired, month) END AS start,
           bool_or(state = 2) AS ends,
           max(end_day) FILTER (state = 2) AS end_day,
           min(month) FILTER (state = 0) AS listed_absent
    FROM numbered GROUP BY op, person, run, part
), following AS (
    SELECT *, lead(start) OVER own AS next_hired, lead(first_month) OVER own AS next_month
    FROM gathered
    WHERE first_month IS NOT NULL AND NOT (ends AND first_month = last_month AND end_day < first_day(first_month) AND months = 1)
    WINDOW own AS (PARTITION BY op, person, run ORDER BY part)
), ended AS (
    SELECT f.*,
           CASE WHEN next_hired IS NOT NULL THEN next_hired - 1 WHEN ends THEN end_day
                ELSE last_day_of(least(listed_absent, c.next_absence) - 1) END AS latest,
           CASE WHEN next_hired IS NOT NULL
                THEN CASE WHEN next_month = last_month + 1 THEN next_hired - 1 ELSE least(last_day_of(last_month), next_hired - 1) END
                WHEN ends THEN end_day
                WHEN coalesce(listed_absent, c.next_absence) IS NOT NULL THEN last_day_of(last_month) END AS earliest
    FROM following f JOIN calendar c ON c.op = f.op AND c.month = f.last_month
)
SELECT op, person, first_month, last_month, months, start, earliest, latest,
       row_number() OVER (PARTITION BY op, person ORDER BY first_month)::INTEGER AS nth
FROM ended
UNION ALL
SELECT op, person, first_month, last_month, months,
       coalesce(hired, CASE WHEN absence_before THEN first_day(first_month) END),
       CASE WHEN others = 1 THEN end_day WHEN next_absence IS NOT NULL THEN last_day_of(last_month) END,
       CASE WHEN others = 1 THEN end_day ELSE last_day_of(next_absence - 1) END, 1
FROM outline WHERE plain AND NOT (others = 1 AND months = 1 AND end_day < first_day(first_month)) IS TRUE;

-- What the register says of a job in its first month.
CREATE TABLE jobs AS
SELECT s.*, month_of(s.start) AS start_month, least(month_of(s.start) + 59, month_of(s.latest)) AS last_asked,
       (s.start + INTERVAL 18 MONTH)::DATE AS day_18, c.p_cov AS register_known, p.contract, p.nationality, p.gross
FROM spells s
JOIN calendar c ON c.op = s.op AND c.month = s.first_month
LEFT JOIN payroll p ON p.op = s.op AND p.person = s.person AND p.month = s.first_month
WHERE s.start BETWEEN DATE '2025-07-01' AND DATE '2030-12-31';

-- Staff above the reference, month by month.
CREATE TABLE posts AS
WITH staff AS (
    SELECT p.op, p.month, count(*) AS staff FROM payroll p
    WHERE p.month >= 24305 AND contract = 'permanent' AND ("left" IS NULL OR "left" > last_day_of(p.month))
    GROUP BY p.op, p.month
), founded AS (
    SELECT c.op, greatest((o.created - INTERVAL 1 MONTH)::DATE, DATE '2025-05-31') AS since
    FROM (SELECT DISTINCT op FROM calendar) c LEFT JOIN operator_register o ON o.op = c.op AND o.created IS NOT NULL
), levels AS (
    SELECT c.op, c.month, f.since, month_of(f.since) AS from_month, c.p_cov, c.is_over, c.p_doubt, coalesce(s.staff, 0) AS staff,
           c.p_cov AND NOT c.p_doubt AS known
    FROM calendar c JOIN founded f USING (op) LEFT JOIN staff s ON s.op = c.op AND s.month = c.month
    WHERE c.month >= 24305
), reference AS (
    SELECT op, CASE WHEN since > DATE '2025-05-31' THEN 0 WHEN known THEN staff END AS reference FROM levels WHERE month = 24305
), running AS (
    SELECT l.*, r.reference,
           max(staff) OVER (PARTITION BY op ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest,
           bool_or(NOT known AND (p_cov OR is_over)) OVER (PARTITION BY op ORDER BY month) AS unknown_before,
           bool_or(NOT p_cov AND NOT is_over) OVER (PARTITION BY op ORDER BY month) AS pending_before
    FROM levels l JOIN reference r USING (op) WHERE since IS NULL OR month > from_month
)
-- Known (0), pending (3) or unknown (4), and how many.
SELECT op, month, CASE WHEN since IS NULL THEN CASE WHEN p_cov OR is_over THEN 4 ELSE 3 END
                       WHEN unknown_before THEN 4 WHEN pending_before THEN 3 WHEN reference IS NULL THEN 4 ELSE 0 END AS standing,
       greatest(staff - greatest(reference, coalesce(highest, 0)), 0) AS added
FROM running
UNION ALL
SELECT op, month, CASE WHEN p_cov THEN 0 WHEN is_over THEN 4 ELSE 3 END, 0 FROM levels WHERE month <= from_month;

-- What was paid in each of the first five years of a job.
CREATE TABLE job_year AS
WITH years AS (
    SELECT j.op, j.person, j.nth, j.start, n.n::INTEGER AS anniversary, month_of(j.start) + 12 * (n.n::INTEGER - 1) AS from_month,
           least(month_of(j.start) + 12 * n.n::INTEGER - 1, month_of(latest)) AS to_month
    FROM jobs j, range(1, 6) n(n)
    WHERE (j.start + to_months(12 * (n.n::INTEGER - 1)))::DATE <= getvariable('known')
      AND (latest IS NULL OR latest >= (j.start + to_months(12 * (n.n::INTEGER - 1)))::DATE)
), paid AS (
    SELECT j.op, j.person, j.nth, (p.month - j.start_month) // 12 + 1 AS anniversary, sum(p.gross)::BIGINT AS base
    FROM payroll p JOIN jobs j ON j.op = p.op AND j.person = p.person AND p.month BETWEEN j.start_month AND j.last_asked
    GROUP BY ALL
), doubted AS (
    SELECT j.op, j.person, j.nth, (p.month - j.start_month) // 12 + 1 AS anniversary, count(*) AS in_doubtful
    FROM payroll p
    JOIN calendar c ON c.op = p.op AND c.month = p.month AND c.p_doubt
    JOIN jobs j ON j.op = p.op AND j.person = p.person AND p.month BETWEEN j.start_month AND j.last_asked
    GROUP BY ALL
)
SELECT y.op, y.person, y.nth, y.anniversary, coalesce(base, 0) AS base,
       CASE WHEN e.unknown_upto > b.unknown_upto OR e.doubtful_upto - b.doubtful_upto > coalesce(in_doubtful, 0) THEN 4
            WHEN e.pending_upto > b.pending_upto THEN 3 END AS stopped
FROM years y
JOIN calendar b ON b.op = y.op AND b.month = y.from_month - 1
JOIN calendar e ON e.op = y.op AND e.month = y.to_month
LEFT JOIN paid p ON p.op = y.op AND p.person = y.person AND p.nth = y.nth AND p.anniversary = y.anniversary
LEFT JOIN doubted d ON d.op = y.op AND d.person = y.person AND d.nth = y.nth AND d.anniversary = y.anniversary;

-- Whether the job stands on the day eighteen months after its start: 1 yes, 0 no, 3 pending, 4 unknown.
CREATE TABLE kept AS
WITH asked AS (
    SELECT op, person, nth, month_of(day_18) AS month,
           CASE WHEN latest IS NOT NULL THEN CASE WHEN day_18 <= earliest THEN 1 WHEN day_18 > latest THEN 0 ELSE 4 END
                WHEN month_of(day_18) > last_month THEN CASE WHEN last_day_of(month_of(day_18)) >= getvariable('known') THEN 3 ELSE 4 END
                WHEN month_of(day_18) >= first_month AND months = last_month - first_month + 1 THEN 1 END AS standing
    FROM jobs
), seen AS (
    SELECT a.op, a.person, a.nth, CASE s.state WHEN 1 THEN 1 ELSE 0 END AS standing
    FROM asked a JOIN shown s ON s.op = a.op AND s.person = a.person AND s.month = a.month WHERE a.standing IS NULL
)
SELECT a.op, a.person, a.nth, coalesce(a.standing, s.standing, CASE WHEN c.shows_absence THEN 0 ELSE 4 END) AS standing
FROM asked a LEFT JOIN seen s USING (op, person, nth) LEFT JOIN calendar c ON c.op = a.op AND c.month = a.month;

-- Employment premium.
CREATE TABLE pae AS
WITH ranked AS (
    SELECT op, person, nth,
           row_number() OVER (PARTITION BY op, month_of(start) ORDER BY start, gross NULLS LAST, person, first_month) AS rank
    FROM jobs WHERE contract = 'permanent' AND nth = 1
), decided AS (
    SELECT j.op, j.person, j.nth,
           CASE WHEN (j.register_known AND coalesce(j.contract <> 'permanent', true)) OR j.nth <> 1
                     OR (r.rank > p.added AND p.standing = 0) IS TRUE OR k.standing = 0 THEN 1
                WHEN NOT j.register_known OR p.standing = 4 OR k.standing = 4 THEN 4
                WHEN p.standing = 3 OR k.standing = 3 THEN 3
                ELSE y.stopped END AS stopped,
           half_up(17 * y.base, 100)::BIGINT AS amount
    FROM jobs j
    JOIN kept k ON k.op = j.op AND k.person = j.person AND k.nth = j.nth
    LEFT JOIN ranked r ON r.op = j.op AND r.person = j.person AND r.nth = j.nth
    LEFT JOIN posts p ON p.op = j.op AND p.month = month_of(j.start)
    LEFT JOIN job_year y ON y.op = j.op AND y.person = j.person AND y.nth = j.nth AND y.anniversary = 1
)
SELECT s.op, s.person, s.first_month, s.start,
       CASE WHEN s.start IS NULL AND s.first_month >= 24306 THEN 4
            WHEN s.start IS NULL OR s.start NOT BETWEEN DATE '2025-07-01' AND DATE '2030-12-31' THEN 2
            ELSE coalesce(stopped, CASE WHEN amount > 0 THEN 0 ELSE 1 END) END::TINYINT AS status,
       CASE WHEN d.stopped IS NULL AND d.amount > 0 THEN d.amount ELSE 0 END AS amount
FROM spells s LEFT JOIN decided d ON d.op = s.op AND d.person = s.person AND d.nth = s.nth;

-- Training premium: once for each of the first five years of the job that has begun.
CREATE TABLE paf AS
WITH decided AS (
    SELECT j.op, j.person, j.nth, y.anniversary,
           CASE WHEN (j.register_known AND (coalesce(j.nationality <> 'moroccan', true)
                          OR coalesce(j.contract NOT IN ('permanent', 'fixed_term'), true))) OR j.nth <> 1 THEN 1
                WHEN NOT j.register_known THEN 4
                ELSE y.stopped END AS stopped,
           half_up(35 * y.base, 1000)::BIGINT AS amount
    FROM jobs j JOIN job_year y ON y.op = j.op AND y.person = j.person AND y.nth = j.nth
), keyed AS (
    SELECT s.*, n.n::INTEGER AS anniversary FROM spells s, range(1, 6) n(n)
    WHERE CASE WHEN s.start IS NULL THEN n.n = 1
               ELSE (s.start + to_months(12 * (n.n::INTEGER - 1)))::DATE <= getvariable('known')
                    AND (latest IS NULL OR latest >= (s.start + to_months(12 * (n.n::INTEGER - 1)))::DATE) END
)
SELECT s.op, s.person, s.first_month, s.start, s.anniversary,
       CASE WHEN s.start IS NULL AND s.first_month >= 24306 THEN 4
            WHEN s.start IS NULL OR s.start NOT BETWEEN DATE '2025-07-01' AND DATE '2030-12-31' THEN 2
            ELSE coalesce(stopped, CASE WHEN amount > 0 THEN 0 ELSE 1 END) END::TINYINT AS status,
       CASE WHEN d.stopped IS NULL AND d.amount > 0 THEN d.amount ELSE 0 END AS amount
FROM keyed s LEFT JOIN decided d ON d.op = s.op AND d.person = s.person AND d.nth = s.nth AND d.anniversary = s.anniversary;

-- What it comes to, by operator, clause and status.
CREATE TABLE totals AS
SELECT op, 'air' AS clause, status, count(*) AS keys, sum(amount)::HUGEINT AS due FROM air GROUP BY ALL
UNION ALL SELECT op, 'pae', status, count(*), sum(amount) FROM pae GROUP BY ALL
UNION ALL SELECT op, 'paf', status, count(*), sum(amount) FROM paf GROUP BY ALL
UNION ALL SELECT op, 'ir_recomputed', status, count(*), 0 FROM ir_recomputed GROUP BY ALL
UNION ALL SELECT op, 'contributions_recomputed', status, count(*), 0 FROM contributions_recomputed GROUP BY ALL
UNION ALL SELECT op, 'year_agrees', status, count(*), 0 FROM year_agrees GROUP BY ALL
UNION ALL SELECT op, 'declared_agrees', status, count(*), 0 FROM declared_agrees GROUP BY ALL;
