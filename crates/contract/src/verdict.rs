//! Verdicts: where a commitment stands, judged on published statistics alone.
//!
//! A figure counts only in the perimeter that the indicator names: two perimeters are never chained, compared or
//! subtracted. Nothing here knows generated evidence or the words a reader sees.

mod figure;
mod rule;

use std::fmt;

use crate::calendar::Date;
use crate::model::Confidence;
use crate::money::Decimal;

pub use figure::{Figure, FigurePeriod, NotAFigurePeriod};
pub use rule::judge;

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The level is reached.
    Met,
    /// The last agreed step is reached.
    OnCourse,
    /// The last agreed step is missed.
    AtRisk,
    /// The horizon is over and the level was not reached.
    NotMet,
    /// The horizon is not over and no step is due.
    NotYetDue,
    /// Put off by a decision of the parties.
    Suspended,
    /// The perimeter, the horizon or a figure is missing.
    CannotBeDetermined,
    /// A judgement decides and no public measure was agreed.
    NoMeasureAgreed,
}

impl Verdict {
    /// The word that contracts and files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::OnCourse => "on course",
            Verdict::AtRisk => "at risk",
            Verdict::NotMet => "not met",
            Verdict::NotYetDue => "not yet due",
            Verdict::Suspended => "suspended",
            Verdict::CannotBeDetermined => "cannot be determined",
            Verdict::NoMeasureAgreed => "no measure agreed",
        }
    }

    /// All verdicts, in order of display.
    pub const ALL: [Verdict; 8] = [
        Verdict::Met,
        Verdict::OnCourse,
        Verdict::AtRisk,
        Verdict::NotMet,
        Verdict::NotYetDue,
        Verdict::Suspended,
        Verdict::CannotBeDetermined,
        Verdict::NoMeasureAgreed,
    ];
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Why the verdict is what it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Because {
    /// A person decides, and no public measure was agreed.
    Judged {
        /// The judgement.
        judgement: String,
        /// Who decides, where the text says so.
        by: Option<String>,
    },
    /// The contract names an indicator that it does not hold.
    NoIndicator {
        /// The indicator.
        indicator: String,
    },
    /// The text names no statistical perimeter.
    NoPerimeter,
    /// The text names no date.
    NoHorizon,
    /// No figure was published in the perimeter.
    NoFigureInPerimeter {
        /// The perimeter.
        perimeter: String,
    },
    /// No figure was published for the agreed day or later.
    NoFigureFor {
        /// The step or horizon.
        by: Date,
    },
    /// The latest figure reaches the level before the horizon.
    LevelReached,
    /// The last step due was reached, or not: see the verdict.
    Step {
        /// When it was due.
        by: Date,
        /// Its level.
        #[serde(serialize_with = "as_text")]
        level: Decimal,
    },
    /// The horizon is over; its own figure decides.
    Horizon {
        /// The horizon.
        by: Date,
    },
    /// Nothing is due yet.
    NothingDue {
        /// The next step, or the horizon.
        by: Date,
    },
}

/// How the number of a target is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelReading {
    /// The number is the level itself.
    Level,
    /// The number comes on top of the baseline.
    Additional,
}

/// A target under one reading of its number.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reading {
    /// How the number is read.
    pub reading: LevelReading,
    /// The level to reach under it.
    #[serde(serialize_with = "as_text")]
    pub level: Decimal,
    /// The verdict under it.
    pub verdict: Verdict,
    /// What the figure lacks to the level; negative when above it.
    #[serde(serialize_with = "some_as_text")]
    pub distance: Option<Decimal>,
}

/// A verdict with all that a reader needs to see why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Judged {
    /// The commitment.
    pub commitment: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// The level to reach.
    #[serde(serialize_with = "some_as_text")]
    pub level: Option<Decimal>,
    /// The baseline and how far it may be trusted.
    pub baseline: Option<Baseline>,
    /// The horizon.
    pub by: Option<Date>,
    /// The figure that the verdict rests on.
    pub figure: Option<Figure>,
    /// The last figure known of the series: in the perimeter where it has one, else in any; the perimeter stands with it.
    pub last_known: Option<Figure>,
    /// What `figure` (else `last_known`) lacks to the level; negative when above it. Across perimeters it is a rough sign
    /// and no verdict.
    #[serde(serialize_with = "some_as_text")]
    pub distance: Option<Decimal>,
    /// Both readings, where the number may be a level or come on top of a baseline.
    pub readings: Vec<Reading>,
}

/// The level a target starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Baseline {
    /// The level.
    #[serde(serialize_with = "as_text")]
    pub value: Decimal,
    /// How far it may be trusted.
    pub confidence: Confidence,
}

fn as_text<S: serde::Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

fn some_as_text<S: serde::Serializer>(number: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.collect_str(number),
        None => serializer.serialize_none(),
    }
}
