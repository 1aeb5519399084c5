//! Series: a value by operator and month, such as posts added above a reference.

use num_rational::BigRational;
use num_traits::Zero;

use super::answer::{Answer, Value, fault};
use super::bounds::{self, Bounds};
use super::mechanism;
use super::world::{Scene, Subject, World};
use crate::calendar::Month;
use crate::facts::Period;
use crate::model::{DefinitionKind, Expr, Mechanism, Series};

/// The value of a step of a series in a month, computed once.
pub(crate) fn value(world: &World<'_>, definition: &str, step: usize, month: Month) -> Answer {
    let key = (definition.to_owned(), step, month);
    if let Some(answer) = world.series.borrow().get(&key) {
        return answer.clone();
    }
    let answer = match world.definition(definition).map(|definition| &definition.kind) {
        Some(DefinitionKind::Series(series)) => {
            match world.evidence.coverage(&series.table, Some(Period::Month(month))) {
                Answer::Known(()) => {
                    let given = world.others.series(definition, step, month);
                    given.unwrap_or_else(|| compute(world, definition, series, step, month))
                }
                Answer::Unknown(why) if counts(series, step) => Answer::Between(Bounds::from_zero(), why),
                missing => missing.then(|()| fault("a month without evidence")),
            }
        }
        _ => fault("a series"),
    };
    world.series.borrow_mut().insert(key, answer.clone());
    answer
}

/// Whether a step counts: in a month without a file it is anything from zero on. Other steps have no value there.
fn counts(series: &Series, step: usize) -> bool {
    let mechanism = series.steps.get(step).map(|step| &step.mechanism);
    matches!(mechanism, Some(Mechanism::Count { .. } | Mechanism::RunningExcess { .. }))
}

/// The value of a step in a month that a file covers.
fn compute(world: &World<'_>, definition: &str, series: &Series, step: usize, month: Month) -> Answer {
    let earlier: Vec<Answer> = (0..step).map(|earlier| value(world, definition, earlier, month)).collect();
    let subject = subject(month);
    let scene = Scene::step(world, &subject, &earlier);
    match series.steps.get(step).map(|step| &step.mechanism) {
        Some(Mechanism::AtMonth { step, month }) => value(world, definition, *step, *month),
        Some(Mechanism::RunningExcess { of, above, from }) => {
            running_excess(scene, month, above, from, |month| value(world, definition, *of, month))
        }
        Some(other) => mechanism::apply(scene, other),
        None => fault("a step of the series"),
    }
}

/// The operator in a month, as steps of a series see it.
pub(crate) fn subject<'w>(month: Month) -> Subject<'w> {
    Subject {
        place: Some(Period::Month(month)),
        period: Some((month.first_day(), month.last_day())),
        months: vec![month],
        parameter_day: Some(month.last_day()),
        ..Subject::default()
    }
}

/// What the level of this month exceeds the highest of `above` and the levels of all months since that of `from`.
fn running_excess(
    scene: Scene<'_>,
    month: Month,
    above: &Expr,
    from: &Expr,
    level: impl Fn(Month) -> Answer,
) -> Answer {
    scene.day(from).then(|from| {
        if month <= from.month() {
            return Answer::Known(Value::Number(BigRational::zero()));
        }
        let mut levels = Vec::new();
        for index in from.month().index() + 1..=month.index() {
            let level = level(Month::from_index(index));
            match bounds::of(&level) {
                Some(_) => levels.push(level),
                None => return level,
            }
        }
        let above = scene.evaluate(above);
        let Some(floor) = bounds::of(&above) else { return above };
        levels.push(above);
        let reason = bounds::reason(&levels);
        levels.pop();
        let mut levels: Vec<Bounds> = levels.iter().filter_map(bounds::of).collect();
        let this = levels.pop().unwrap_or_else(Bounds::from_zero);
        let highest = levels.into_iter().fold(floor, Bounds::larger);
        let excess = this.minus(highest).larger(Bounds::exact(BigRational::zero()));
        match (reason, excess.least) {
            (Some(reason), least) => bounds::between(Bounds { least, most: excess.most }, reason),
            (None, Some(excess)) => Answer::Known(Value::Number(excess)),
            (None, None) => fault("a number without bounds"),
        }
    })
}
