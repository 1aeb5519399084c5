//! A contract: its text in reading order, what stands in the margin of each article.

use std::collections::BTreeMap;

use ::contract::calendar::Date;
use ::contract::document::{BlockKind, Document, Item};
use ::contract::model::{Commitment, CommitmentKind, Contract, Labels, Lender, Parameter, ParameterValue, Target};
use ::contract::money::Decimal;
use ::contract::verdict::{Figure, Judged};

use super::draft::draft;
use super::protect::Protection;
use crate::actor::{Actor, Matter};
use crate::answer::Names;
use crate::answer::clause::ClauseCard;
use crate::answer::commitments::{CommitmentView, PartyView};
use crate::answer::contract::{
    Agreed, ArticleView, Body, Borrowed, ContractCard, ContractView, DatedValue, ParameterView, Part, ReadBy, Term,
    Waiting,
};
use crate::fault::Fault;
use crate::known::Known;
use crate::texts::{Why, recorded};

/// A contract by its identifier, or a draft; nothing when there is none.
///
/// # Errors
/// A workspace that cannot be read or computed.
pub fn contract(known: &Known, actor: &Actor, id: &str) -> Result<Option<ContractView>, Fault> {
    actor.scope(Matter::Contracts)?;
    let nation = known.nation()?;
    let found = nation.contract(id).map(|(contract, kept)| {
        let sources = nation.sources(contract, kept);
        if actor.sees_small_cells() {
            return view(sources, known.day());
        }
        let protection = Protection::of(nation);
        let clauses: Vec<ClauseCard> = kept.cards.iter().map(|card| protection.card(id, card)).collect();
        view(Sources { clauses: &clauses, ..sources }, known.day())
    });
    // A draft is being negotiated: everybody reads what is agreed.
    let draft = || draft(&nation.assessed.withheld, id, known.day()).filter(|_| actor.sees_small_cells());
    let Some(view) = found.or_else(draft) else { return Ok(None) };
    let texts = known.texts()?;
    let papers = texts.sounds.iter().map(|sound| &sound.paper).chain(texts.withheld.iter().map(|one| &one.paper));
    let of_contract = papers.filter(|paper| paper.id() == Some(id)).filter_map(|paper| paper.proposal.as_deref());
    let told = of_contract.filter(|one| !one.is_open() || actor.sees_small_cells());
    let proposals: Vec<_> = told.cloned().collect();
    let recorded = recorded::entry_of(&known.workspace, Some(known.entry()?), id)?;
    let sounds = texts.sounds.iter().map(|sound| &sound.paper);
    let noted = sounds.filter(|paper| paper.id() == Some(id) && actor.sees_small_cells());
    let notes = noted.flat_map(|paper| &paper.notes).map(|note| Why::Fault(note.clone()).message()).collect();
    let mut borrowed = view.borrowed;
    for one in &mut borrowed {
        let mut packs = texts.packs.iter().map(|pack| &pack.contract);
        if let Some(pack) = packs.find(|pack| pack.id == one.id && pack.version == one.version) {
            (one.titles, one.authoritative) = (pack.titles.clone(), pack.authoritative.clone());
        }
    }
    let recorded = recorded.filter(|_| proposals.is_empty());
    Ok(Some(ContractView { recorded, proposals, borrowed, notes, ..view }))
}

/// What is put together for the page of a contract.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The document as written.
    pub document: &'a Document,
    /// The checked contract.
    pub contract: &'a Contract,
    /// Its commitments, judged.
    pub judged: &'a [Judged],
    /// The published figures they were judged on.
    pub figures: &'a [Figure],
    /// Its clauses in use, with what they give.
    pub clauses: &'a [ClauseCard],
}

/// The view of a contract.
#[must_use]
pub fn view(sources: Sources<'_>, known_on: Date) -> ContractView {
    let contract = sources.contract;
    ContractView {
        card: card(contract),
        published: contract.published,
        in_effect: contract.in_effect,
        parent: contract.parent.clone(),
        parties: parties(contract, None),
        proposals: Vec::new(),
        recorded: None,
        parts: parts(sources, known_on),
        terms: terms(contract),
        used_figures: used_figures(contract),
        borrowed: contract.packs.iter().map(|pack| borrowed(contract, pack, known_on)).collect(),
        notes: Vec::new(),
        names: names(contract),
    }
}

/// What a contract reads of one of its packs.
fn borrowed(contract: &Contract, pack: &Lender, known_on: Date) -> Borrowed {
    let reads = |kind: BlockKind, id: &String| pack.used.contains(&(kind, id.clone()));
    let parameters = contract.parameters.iter().filter(|one| reads(BlockKind::Parameter, &one.id));
    let tables = contract.tables.iter().filter(|one| reads(BlockKind::Evidence, &one.id));
    Borrowed {
        id: pack.id.clone(),
        version: pack.version.clone(),
        sha256: pack.sha256.clone(),
        titles: Labels::new(),
        authoritative: contract.authoritative.clone(),
        parameters: parameters.map(|parameter| parameter_view(parameter, known_on)).collect(),
        tables: tables.map(|table| table.id.clone()).collect(),
    }
}

/// What names the contract on other pages.
#[must_use]
pub fn card(contract: &Contract) -> ContractCard {
    ContractCard {
        id: contract.id.clone(),
        titles: contract.titles.clone(),
        version: contract.version.clone(),
        text_status: contract.text_status,
        draft: contract.draft,
        currency: contract.currency,
        authoritative: contract.authoritative.clone(),
    }
}

/// The parties, or those of a commitment.
#[must_use]
pub fn parties(contract: &Contract, of: Option<&Commitment>) -> Vec<PartyView> {
    let wanted = |id: &String| of.is_none_or(|commitment| commitment.parties.contains(id));
    let parties = contract.parties.iter().filter(|party| wanted(&party.id));
    parties
        .map(|party| PartyView { id: party.id.clone(), labels: party.labels.clone(), side: party.side.clone() })
        .collect()
}

/// The names of everything that the contract declares.
#[must_use]
pub fn names(contract: &Contract) -> Names {
    let mut labels: BTreeMap<String, Labels> = BTreeMap::new();
    let mut keep = |id: &str, one: &Labels| {
        labels.entry(id.to_owned()).or_insert_with(|| one.clone());
    };
    contract.parties.iter().for_each(|one| keep(&one.id, &one.labels));
    contract.places.iter().for_each(|one| keep(&one.id, &one.labels));
    contract.tables.iter().for_each(|one| keep(&one.id, &one.labels));
    contract.parameters.iter().for_each(|one| keep(&one.id, &one.labels));
    contract.definitions.iter().for_each(|one| keep(&one.id, &one.labels));
    contract.judgements.iter().for_each(|one| keep(&one.id, &one.labels));
    for clause in contract.clauses.iter().chain(&contract.controls) {
        clause.applies_when.iter().chain(&clause.conditions).for_each(|one| keep(&one.id, &one.labels));
        keep(&clause.id, &clause.labels);
    }
    let places = contract.places.iter().map(|place| place.id.clone()).collect();
    Names { labels, places, authoritative: contract.authoritative.clone() }
}

/// Every commitment of the contract, with its figures.
#[must_use]
pub fn commitments_of(sources: Sources<'_>) -> Vec<CommitmentView> {
    let names = names(sources.contract);
    sources
        .contract
        .commitments
        .iter()
        .filter_map(|one| {
            let judged = sources.judged.iter().find(|judged| judged.commitment == one.id)?;
            Some(commitment(sources, one, judged, &names))
        })
        .collect()
}

fn commitment(sources: Sources<'_>, one: &Commitment, judged: &Judged, names: &Names) -> CommitmentView {
    let contract = sources.contract;
    let target = match &one.kind {
        CommitmentKind::Target(target) => Some(target),
        CommitmentKind::Judgement { .. } => None,
    };
    let indicator = target.and_then(|target| contract.indicators.iter().find(|known| known.id == target.indicator));
    let series = indicator.map(|indicator| indicator.series.as_str()).unwrap_or_default();
    let perimeter = indicator.and_then(|indicator| indicator.perimeter.as_deref());
    let of_series = || sources.figures.iter().filter(|figure| figure.series == series);
    let inside = |figure: &&Figure| perimeter == Some(figure.perimeter.as_str());
    let mut points: Vec<(Date, Decimal)> =
        of_series().filter(inside).filter_map(|figure| Some((figure.period.last_day()?, figure.value))).collect();
    points.sort_by_key(|point| point.0);
    CommitmentView {
        contract: contract.id.clone(),
        contract_titles: contract.titles.clone(),
        article: one.basis.clone(),
        article_title: sources.document.article(&one.basis).map(|article| article.title.clone()).unwrap_or_default(),
        id: one.id.clone(),
        labels: one.labels.clone(),
        parties: parties(contract, Some(one)),
        confidence: one.confidence,
        unit: indicator.map_or(::contract::unit::Unit::NONE, |indicator| indicator.unit),
        indicator: indicator.map(|indicator| indicator.labels.clone()),
        judged: judged.clone(),
        points,
        path: target.map(path).unwrap_or_default(),
        elsewhere: of_series().filter(|figure| !inside(figure)).cloned().collect(),
        names: names.clone(),
    }
}

fn path(target: &Target) -> Vec<(Date, Decimal)> {
    let mut path = target.path.clone();
    path.extend(target.by.map(|by| (by, target.level)));
    path
}

fn parts(sources: Sources<'_>, known_on: Date) -> Vec<Part> {
    let (document, commitments) = (sources.document, commitments_of(sources));
    let mut parts: Vec<Part> = Vec::new();
    let mut behind_block = false;
    for item in &document.items {
        match item {
            Item::Article(index) => {
                behind_block = false;
                let article = &document.articles[*index];
                let anchor = &article.anchor.value;
                parts.push(Part::Article(Box::new(ArticleView {
                    anchor: anchor.clone(),
                    level: article.level,
                    title: article.title.clone(),
                    body: Vec::new(),
                    waiting: waiting(sources.contract, anchor),
                    commitments: commitments.iter().filter(|one| one.article == *anchor).cloned().collect(),
                    clauses: clauses_of(sources, anchor),
                    parameters: parameters_of(sources, anchor, known_on),
                })));
            }
            Item::Heading { level, title } => parts.push(Part::Heading { level: *level, title: title.value.clone() }),
            Item::Quote(quote) => {
                if let Some(Part::Article(article)) = parts.last_mut() {
                    add_quote(&mut article.body, quote);
                }
            }
            Item::Prose(text) => match parts.last_mut() {
                Some(Part::Article(article)) if behind_block => article.body.push(Body::Note(text.value.clone())),
                Some(Part::Article(article)) => article.body.push(Body::Comment(text.value.clone())),
                _ => parts.push(Part::Comment(text.value.clone())),
            },
            Item::Block(_) => behind_block = true,
        }
    }
    parts
}

/// What stands under an article and no total holds yet.
#[must_use]
pub fn waiting(contract: &Contract, anchor: &str) -> Vec<Waiting> {
    Waiting::of(contract).into_iter().filter(|one| one.article() == Some(anchor)).collect()
}

/// A translation joins the text before it.
fn add_quote(body: &mut Vec<Body>, quote: &::contract::document::Quote) {
    let text = quote.text.value.clone();
    match (&quote.language, body.last_mut()) {
        (Some(language), Some(Body::Agreed(agreed))) => {
            agreed.translations.insert(language.clone(), text);
        }
        (Some(language), _) => {
            let translations = [(language.clone(), text)].into();
            body.push(Body::Agreed(Agreed { authoritative: String::new(), translations }));
        }
        (None, _) => body.push(Body::Agreed(Agreed { authoritative: text, translations: Labels::new() })),
    }
}

/// The agreed text of an article.
#[must_use]
pub fn agreed(document: &Document, anchor: &str) -> Vec<Agreed> {
    let mut body = Vec::new();
    for quote in document.article(anchor).map(|article| article.quotes.as_slice()).unwrap_or_default() {
        add_quote(&mut body, quote);
    }
    body.into_iter()
        .filter_map(|part| match part {
            Body::Agreed(agreed) => Some(agreed),
            Body::Comment(_) | Body::Note(_) => None,
        })
        .collect()
}

/// The clauses and controls that stand under the article, whatever they rest on.
fn clauses_of(sources: Sources<'_>, anchor: &str) -> Vec<ClauseCard> {
    let contract = sources.contract;
    let Some(article) = sources.document.article(anchor) else { return Vec::new() };
    let inside = |span: ::contract::source::Span| {
        article.blocks.iter().any(|&index| {
            let block = &sources.document.blocks[index];
            matches!(block.kind.value, BlockKind::Clause | BlockKind::Control)
                && block.span.range().contains(&span.start.offset)
        })
    };
    let mut ids: Vec<&str> = Vec::new();
    for clause in contract.clauses.iter().chain(&contract.controls).filter(|clause| inside(clause.span)) {
        if !ids.contains(&clause.id.as_str()) {
            ids.push(&clause.id);
        }
    }
    ids.into_iter().filter_map(|id| sources.clauses.iter().find(|card| card.id == id).cloned()).collect()
}

fn parameters_of(sources: Sources<'_>, anchor: &str, known_on: Date) -> Vec<ParameterView> {
    let states = |parameter: &&Parameter| {
        parameter.values.iter().any(|dated| dated.basis.as_deref() == Some(anchor))
            && parameter.values.first().is_some_and(|first| first.basis.as_deref() == Some(anchor))
    };
    sources.contract.parameters.iter().filter(states).map(|parameter| parameter_view(parameter, known_on)).collect()
}

fn parameter_view(parameter: &Parameter, known_on: Date) -> ParameterView {
    let values = parameter.values.iter().map(|dated| DatedValue {
        in_effect: dated.in_effect,
        numbers: numbers(&dated.value),
        basis: dated.basis.clone(),
        confidence: dated.confidence,
        known_later: dated.published > known_on,
    });
    ParameterView {
        id: parameter.id.clone(),
        labels: parameter.labels.clone(),
        unit: parameter.unit,
        by_unit: parameter.by_unit.unwrap_or(::contract::unit::Unit::NONE),
        values: values.collect(),
    }
}

/// One number a row.
fn numbers(value: &ParameterValue) -> Vec<(ReadBy, Option<Decimal>)> {
    match value {
        ParameterValue::Number(number) => vec![(ReadBy::Nothing, Some(*number))],
        ParameterValue::Date(day) => vec![(ReadBy::Day(*day), None)],
        ParameterValue::Words(words) => {
            words.iter().map(|(word, number)| (ReadBy::Word(word.clone()), *number)).collect()
        }
        ParameterValue::Scale(slices) => {
            slices.iter().map(|slice| (ReadBy::Above(slice.above), Some(slice.rate))).collect()
        }
        ParameterValue::Bands(bands) => {
            bands.iter().map(|band| (band.up_to.map_or(ReadBy::Beyond, ReadBy::UpTo), Some(band.value))).collect()
        }
    }
}

fn terms(contract: &Contract) -> Vec<Term> {
    let term = |id: &str, labels: &Labels, article: Option<&str>| Term {
        id: id.to_owned(),
        labels: labels.clone(),
        article: article.map(str::to_owned),
    };
    let mut terms: Vec<Term> = Vec::new();
    terms.extend(
        contract.indicators.iter().map(|one| term(&format!("indicator-{}", one.id), &one.labels, Some(&one.basis))),
    );
    terms.extend(contract.definitions.iter().map(|one| term(&one.id, &one.labels, Some(&one.basis))));
    terms.extend(contract.parameters.iter().map(|one| {
        let basis = one.values.first().and_then(|dated| dated.basis.as_deref());
        term(&one.id, &one.labels, basis)
    }));
    let platforms = contract.places.iter().filter(|place| place.kind == "platform");
    terms.extend(platforms.map(|one| {
        let basis = one.classes.first().and_then(|dated| dated.basis.as_deref());
        term(&one.id, &one.labels, basis)
    }));
    terms.extend(contract.parties.iter().map(|one| term(&one.id, &one.labels, None)));
    terms
}

/// The numbers of targets and parameters as a text may write them: `60000`, `18e9` for thousands of millions, `20`.
fn used_figures(contract: &Contract) -> Vec<String> {
    let mut figures = Vec::new();
    let mut keep = |number: Decimal| {
        figures.push(number.to_string());
        figures.push(format!("{}e9", Decimal::new(number.digits(), number.scale() + 9)));
    };
    for commitment in &contract.commitments {
        if let CommitmentKind::Target(target) = &commitment.kind {
            keep(target.level);
            target.additional.into_iter().for_each(&mut keep);
            target.baseline.into_iter().for_each(|(baseline, _)| keep(baseline));
            target.path.iter().for_each(|(_, level)| keep(*level));
        }
    }
    let mut rates = Vec::new();
    for dated in contract.parameters.iter().flat_map(|parameter| &parameter.values) {
        let known = numbers(&dated.value).into_iter().filter_map(|(_, number)| number);
        rates.extend(known.filter_map(|number| Some(Decimal::new(number.digits().checked_mul(100)?, number.scale()))));
    }
    figures.extend(rates.into_iter().map(|rate| rate.to_string()));
    figures.sort();
    figures.dedup();
    figures
}
