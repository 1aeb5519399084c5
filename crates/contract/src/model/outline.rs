//! Outlines of places on a map.

/// The outline of a place on a map: rings of points, on a plane about a thousand wide that all places of a map share, north above.
///
/// `M10 0L20 0L20 9Z` is one ring of three points: the path of an SVG in absolute whole numbers, of straight lines alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Rings of points: how far to the right, how far down.
    pub rings: Vec<Vec<(u16, u16)>>,
    /// Where its figure is written.
    pub label: (u16, u16),
}

impl Outline {
    /// The farthest that anything lies from the origin, to the right and down; 10,000 at most.
    pub const FARTHEST: u16 = 10_000;

    /// Reads the rings of a path.
    ///
    /// # Errors
    /// What is not understood, as it stands there.
    pub fn rings_of(path: &str) -> Result<Vec<Vec<(u16, u16)>>, String> {
        let mut rings: Vec<Vec<(u16, u16)>> = Vec::new();
        let mut rest = path.trim();
        let mut is_open = false;
        while let Some(sign) = rest.chars().next() {
            let (is_begun, after) = match (sign, is_open) {
                ('M', false) => (true, &rest[1..]),
                ('L', true) => (false, &rest[1..]),
                ('Z', true) if rings.last().is_some_and(|ring| ring.len() >= 3) => {
                    is_open = false;
                    rest = rest[1..].trim_start();
                    continue;
                }
                _ => return Err(rest.chars().take(20).collect()),
            };
            let end = after.find(|found: char| found.is_ascii_alphabetic()).unwrap_or(after.len());
            let point = point(&after[..end]).ok_or_else(|| rest.chars().take(20).collect::<String>())?;
            match rings.last_mut() {
                Some(ring) if !is_begun => ring.push(point),
                _ => rings.push(vec![point]),
            }
            is_open = true;
            rest = after[end..].trim_start();
        }
        if is_open || rings.is_empty() { Err(String::new()) } else { Ok(rings) }
    }

    /// Reads the place of a label: `714 48`.
    #[must_use]
    pub fn label_of(text: &str) -> Option<(u16, u16)> {
        point(text)
    }
}

/// Two whole numbers: `714 48`.
fn point(text: &str) -> Option<(u16, u16)> {
    let mut numbers = text.split_whitespace();
    let mut next = || {
        let digits = numbers.next().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<u16>().ok().filter(|number| *number <= Outline::FARTHEST)
    };
    let point = (next()?, next()?);
    numbers.next().is_none().then_some(point)
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn a_path_is_rings_of_points() {
        let rings = Outline::rings_of("M10 0L20 0\n L20 9Z M0 0L1 0L0 1L0 0Z").expect("a path");
        assert_eq!(rings, [vec![(10, 0), (20, 0), (20, 9)], vec![(0, 0), (1, 0), (0, 1), (0, 0)]]);
        assert_eq!(Outline::label_of("714 48"), Some((714, 48)));
    }

    #[test]
    fn whatever_else_is_refused() {
        let wrong = [
            ("", ""),
            ("L1 1", "L1 1"),
            ("M1 1L2 2Z", "Z"),
            ("M1 1L2 2L3 3", ""),
            ("M1 1L2 2L3Z", "L3Z"),
            ("M1 1C2 2 3 3Z", "C2 2 3 3Z"),
            ("M1.5 1L2 2L3 3Z", "M1.5 1L2 2L3 3Z"),
            ("M1 1L2 2L3 -3Z", "L3 -3Z"),
            ("M1 1L2 2L10001 3Z", "L10001 3Z"),
            ("M1 1L2 2L3 3Z\"/><script>", "\"/><script>"),
        ];
        for (path, found) in wrong {
            assert_eq!(Outline::rings_of(path), Err(found.to_owned()), "{path}");
        }
        assert_eq!(Outline::label_of("1"), None);
        assert_eq!(Outline::label_of("1 2 3"), None);
    }
}
