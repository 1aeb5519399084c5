//! Random contracts and random evidence, drawn from a list of numbers, so that shrinking the list shrinks the case.

pub mod contract;
pub mod definition;
pub mod divided;
pub mod evidence;
pub mod expression;
pub mod mechanism;

/// Numbers drawn one after another; zero when there are no more.
pub struct Draws<'n> {
    numbers: &'n [u32],
    next: usize,
}

impl<'n> Draws<'n> {
    pub fn new(numbers: &'n [u32]) -> Draws<'n> {
        Draws { numbers, next: 0 }
    }

    /// A number below the bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        number % bound
    }

    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        least + self.below((most - least + 1) as u32) as i32
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == times - 1
    }

    pub fn one_of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u32) as usize].clone()
    }
}
