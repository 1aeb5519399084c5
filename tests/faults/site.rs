//! The places at which something is synced, by what it is: the same place whatever operator, delivery or hash.

/// The site of a sync: the path without what differs from one delivery to the next, and whether it is a folder.
pub fn site(path: &str, folder: bool) -> String {
    let parts: Vec<String> = path.split('/').map(part).collect();
    let path = parts.join("/");
    match (path.is_empty(), folder) {
        (true, _) => "./".to_owned(),
        (_, true) => path + "/",
        (_, false) => path,
    }
}

fn part(part: &str) -> String {
    let (stem, ending) = part.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((part, ""));
    let is_operator = |text: &str| text.starts_with("op-");
    let hash = |text: &str| (text.len() >= 12 || text.len() == 2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let day = |text: &str| {
        text.len() > 11
            && text.is_char_boundary(11)
            && text[..10].bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && hash(&text[11..])
    };
    let plain = |text: &str| text.strip_prefix(".new-").unwrap_or(text).to_owned();
    match part {
        _ if is_operator(part) => "OPERATOR".to_owned(),
        _ if day(&plain(part)) => "DELIVERY".to_owned(),
        _ if hash(&plain(part)) => "HASH".to_owned(),
        _ if ending == "parquet" => "TABLE.parquet".to_owned(),
        _ if hash(&plain(stem)) => format!("HASH.{ending}"),
        _ => part.to_owned(),
    }
}
