//! Tells one engine from the next: a hash over the sources that a determination can depend on. What an earlier build
//! computed is never taken for what this one would compute.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

const SOURCES: [&str; 4] = ["contract", "evidence", "assessment", "office"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Cargo runs a build script in the folder of its package, so a workspace that is moved is built anew where it is.
    let crates = Path::new("..");
    let mut files = Vec::new();
    for name in SOURCES {
        let folder = crates.join(name).join("src");
        println!("cargo:rerun-if-changed={}", folder.display());
        collect(&folder, &mut files)?;
    }
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let text = std::fs::read(&file)?;
        hasher.update(text.len().to_le_bytes());
        hasher.update(&text);
    }
    let digits: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=ENGINE_SOURCES={digits}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), std::io::Error> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
