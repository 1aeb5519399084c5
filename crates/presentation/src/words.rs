//! The messages that code may ask for: one function a message, one parameter a variable.
//!
//! A message that is asked for without being listed, or with a variable too few, does not compile. That each one stands
//! in the three languages with the same variables, and that no file holds one that nobody asks for, is tested. Families
//! whose codes come from other crates (findings, diagnostics, reasons) go through [`crate::say`] instead; the closed
//! lists of the trade (statuses, verdicts, confidence) are in [`marks`].

pub mod marks;

use crate::locale::Language;
use crate::locale::catalogue::{Value, said};
use crate::rendered::Rendered;

macro_rules! messages {
    ($($name:ident($($variable:ident),*);)*) => {
        $(
            #[doc = concat!("The message `", stringify!($name), "` (in the files with hyphens).")]
            #[must_use]
            pub fn $name(language: Language $(, $variable: impl Into<Value>)*) -> Rendered {
                let id = stringify!($name).replace('_', "-");
                said(language, &id, &[$((stringify!($variable), $variable.into())),*])
            }
        )*

        /// Every message listed here, with its variables.
        pub const MESSAGES: &[(&str, &[&str])] = &[$((stringify!($name), &[$(stringify!($variable)),*])),*];
    };
}

messages! {
    quantity_money(figure);
    quantity_per_month(figure);
    quantity_per_year(figure);
    quantity_area(figure);
    quantity_billions(figure, count);
    quantity_millions(figure, count);
    quantity_months(count);
    quantity_days(count);
    quantity_years(count);
    quantity_jobs(count);
    quantity_persons(count);
    quantity_operators(count);
    quantity_rows(count);
    quantity_pieces(count);
    quantity_findings(count);
    quantity_commitments(count);
    quantity_determinations(count);
    quantity_from_to(first, last);
    quantity_from(first);

    notice_fictitious_title();
    notice_fictitious();
    notice_restated_title();
    notice_restated();
    notice_estimate_title();
    notice_estimate();
    notice_simulation_title();
    notice_simulation();

    heading_article();
    heading_clause();
    heading_commitment();
    heading_party();
    heading_indicator();
    heading_baseline();
    heading_target();
    heading_actual();
    heading_gap();
    heading_due_date();
    heading_verdict();
    heading_status();
    heading_amount();
    heading_head();
    heading_operator();
    heading_person();
    heading_region();
    heading_ecosystem();
    heading_period();
    heading_code();
    heading_number();
    heading_share();
    heading_progress();
    heading_value();
    heading_parameter();
    heading_source();
    heading_confidence();
    heading_step();
    heading_reason();
    heading_finding();
    heading_severity();
    heading_place();
    heading_cure();
    heading_file();
    heading_line();
    heading_submission();
    heading_rows_in();
    heading_rows_used();
    heading_rows_ignored();
    heading_rows_refused();
    heading_receipt();
    heading_total();
    heading_reading();
    heading_difference();
    heading_as_known_on();
    heading_perimeter();
    heading_contract();
    heading_notice();

    chart_actual();
    chart_agreed();
    chart_forecast();
    chart_unknown();
    chart_secret();
    chart_from_to(low, high);
    chart_no_figures(title);
    chart_spark_described(label, actual, date, target);
    chart_spark_described_without_target(label, actual, date);
    chart_bullet_described(label, actual, target);
    chart_bullet_described_unknown(label, target);
    chart_bars_described(title, first, high, last, low);
    chart_bars_described_one(title, first, high);
    chart_cascade_described(title, first, last, count);
    chart_trajectory_described(title, actual, date, target, due);
    chart_trajectory_described_ahead(title, target, due);
    chart_map_described(title, count, lowest, low, highest, high);

    because_judged(judgement);
    because_judged_by(by, judgement);
    because_no_indicator(indicator);
    because_no_perimeter();
    because_no_horizon();
    because_no_figure_in_perimeter(perimeter);
    because_no_figure_for(by);
    because_level_reached();
    because_step(by, level);
    because_horizon(by);
    because_nothing_due(by);
    figure_half_1(year);
    figure_half_2(year);
    figure_quarter_1(year);
    figure_quarter_2(year);
    figure_quarter_3(year);
    figure_quarter_4(year);
    figure_years(first, last);

    fault_cure(cure);

    place_line(line);
    place_line_column(line, column);
    place_line_columns(line, first, last);
    place_field(place, field);
    place_field_alone(field);
    place_unknown();
    place_article(article);

    command_failed(reason);
    command_check_progress();
    command_check_none(path);
    command_check_scenarios(passed, all);
    command_check_all_passed(all);
    command_check_without_scenarios();
    command_check_faults(errors, warnings);
    command_check_mutations(all, noticed, refused, unnoticed);
    command_check_mutation_unnoticed(found, instead);
    command_submit_title();
    command_findings_none();
    command_findings_more(more);
    command_evidence_title(date);
    command_evidence_complete();
    command_evidence_missing();
    heading_submissions();
    heading_pieces();
    heading_missing_periods();
    heading_to_look_at();
    heading_kind();
    heading_declarants();
    command_assess_progress();
    command_figure_of(value, period);
    command_commitments_title(date);
    command_commitment_because(commitment, why);
    command_commitment_because_distance(commitment, why, distance);
    command_owed_title(date);
    command_controls_title();
    command_readings_title();
    command_reading_in_use();
    command_estimates_rest_on(causes);
    command_by_operator_title();
    command_receipt(hash, count, contract, engine);
    command_receipt_rows(all, used, ignored, refused);
    command_demo_title();
    command_demo_progress();
    command_demo_taken(pieces, rows, seconds);
    command_demo_rows(used, ignored, refused);
    command_demo_findings(files, rows, warnings, notices);
    command_demo_assessed(seconds);
    command_demo_next(workspace);
    heading_last_known();
    heading_control();
    heading_holds();
    heading_does_not_hold();
}
