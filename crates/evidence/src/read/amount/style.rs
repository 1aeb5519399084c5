//! How the amounts of a column use the point and the comma, by what its cells show or by what somebody said.

use crate::answer::How;

/// How the amounts of a column use the point and the comma, as a set of what its certain cells show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) struct Style(u8);

impl Style {
    const POINT_DECIMAL: Style = Style(1);
    const COMMA_DECIMAL: Style = Style(1 << 1);
    const POINT_GROUPS: Style = Style(1 << 2);
    const COMMA_GROUPS: Style = Style(1 << 3);
    const POINT_THIRD: Style = Style(1 << 4);
    const COMMA_THIRD: Style = Style(1 << 5);

    /// Both sets together.
    pub(in crate::read) fn and(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }

    /// The style of a column of which somebody said how it is written.
    pub(in crate::read) fn answered(how: How) -> Option<Style> {
        match how {
            How::DecimalComma => Some(Style::POINT_GROUPS.and(Style::decimal(',', true))),
            How::DecimalPoint => Some(Style::COMMA_GROUPS.and(Style::decimal('.', true))),
            _ => None,
        }
    }

    /// Whether cells show another style than somebody said.
    pub(in crate::read) fn contradicts(self, how: How) -> bool {
        match how {
            How::DecimalComma => self.has(Style(Style::POINT_DECIMAL.0 | Style::COMMA_GROUPS.0)),
            How::DecimalPoint => self.has(Style(Style::COMMA_DECIMAL.0 | Style::POINT_GROUPS.0)),
            _ => false,
        }
    }

    fn has(self, one: Style) -> bool {
        self.0 & one.0 != 0
    }

    pub(super) fn decimal(separator: char, third: bool) -> Style {
        match (separator, third) {
            ('.', false) => Style::POINT_DECIMAL,
            ('.', true) => Style(Style::POINT_DECIMAL.0 | Style::POINT_THIRD.0),
            (_, false) => Style::COMMA_DECIMAL,
            (_, true) => Style(Style::COMMA_DECIMAL.0 | Style::COMMA_THIRD.0),
        }
    }

    pub(super) fn groups(separator: char) -> Style {
        if separator == '.' { Style::POINT_GROUPS } else { Style::COMMA_GROUPS }
    }

    /// What a separator with three digits behind it stands for. Groups, where the column groups by it or has the other
    /// one before decimals; decimals, only where another cell shows three of them; else nobody knows.
    pub(super) fn settle(self, separator: char) -> Option<Role> {
        let (own, other) = if separator == '.' { ('.', ',') } else { (',', '.') };
        let groups = self.has(Style::groups(own)) || self.has(Style::decimal(other, false));
        let decimal = self.has(Style::decimal(own, false)) || self.has(Style::groups(other));
        let third = self.has(if own == '.' { Style::POINT_THIRD } else { Style::COMMA_THIRD });
        match (groups, decimal) {
            (true, false) => Some(Role::Groups),
            (false, true) if third => Some(Role::Decimals),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Groups,
    Decimals,
}
