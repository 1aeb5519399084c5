//! Writes the files of a fictitious sector into folders, one a delivery: `write FOLDER [SEED] [small]`.

use std::path::PathBuf;

#[expect(clippy::disallowed_methods, reason = "an executable reads its arguments")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "sector".to_owned()));
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(2025);
    let size = if arguments.next().as_deref() == Some("small") { demo::Size::small() } else { demo::Size::default() };
    for (number, delivery) in demo::generate(seed, size).enumerate() {
        let folder = folder.join(format!("{number:05}-{}-{}", delivery.received, delivery.operator));
        std::fs::create_dir_all(&folder)?;
        for (name, bytes) in delivery.files {
            std::fs::write(folder.join(name), bytes)?;
        }
        for planted in delivery.planted {
            println!("{}: {planted:?}", folder.display());
        }
    }
    Ok(())
}
