//! The five ecosystems with wage levels and turnover of staff. All figures are invented and serve the demo only.

use crate::chance::Chance;

/// An ecosystem of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ecosystem {
    Crm,
    Bpo,
    Ito,
    Eso,
    Kpo,
}

use Ecosystem::{Bpo, Crm, Eso, Ito, Kpo};

/// The five, in the order in which the first operators take them.
pub(crate) const ECOSYSTEMS: [Ecosystem; 5] = [Crm, Ito, Eso, Bpo, Kpo];

impl Ecosystem {
    /// The code in the payroll register.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Crm => "CRM",
            Bpo => "BPO",
            Ito => "ITO",
            Eso => "ESO",
            Kpo => "KPO",
        }
    }

    /// Lowest and highest monthly wage at hiring, in dirham.
    const fn wages_dirham(self) -> (i32, i32) {
        match self {
            Crm => (4_200, 6_400),
            Bpo => (6_000, 9_000),
            Ito => (10_000, 25_000),
            Eso => (12_000, 28_000),
            Kpo => (15_000, 40_000),
        }
    }

    /// How many of a thousand leave in a month.
    pub(crate) const fn leavers_per_mille(self) -> u32 {
        match self {
            Crm => 22,
            Bpo => 15,
            Ito => 11,
            Eso => 9,
            Kpo => 8,
        }
    }

    /// A wage at hiring in whole tens of dirham: the lower of two draws, as low wages are more frequent.
    pub(crate) fn draw_wage_dirham(self, chance: &mut Chance) -> u32 {
        let (low, high) = self.wages_dirham();
        let wage = chance.between(low, high).min(chance.between(low, high));
        (wage / 10 * 10).unsigned_abs()
    }

    /// Draws the main ecosystem of an operator.
    pub(crate) fn draw(chance: &mut Chance) -> Ecosystem {
        chance.weighted(&[(43, Crm), (15, Bpo), (24, Ito), (13, Eso), (5, Kpo)])
    }

    /// The neighbouring trade of an operator that works in two.
    pub(crate) const fn neighbour(self) -> Ecosystem {
        match self {
            Crm => Bpo,
            Bpo => Crm,
            Ito => Eso,
            Eso => Kpo,
            Kpo => Ito,
        }
    }
}
