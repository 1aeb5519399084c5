//! A folder in memory: names, bytes, and when each folder changed.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Name, Node, ROOT};

/// A folder.
#[derive(Debug, Clone, Default)]
pub struct Image {
    /// What names stand for.
    pub names: BTreeMap<Name, Node>,
    /// What files hold.
    pub bytes: HashMap<Node, Vec<u8>>,
    /// When folders changed, in nanoseconds.
    pub changed: HashMap<Node, u64>,
    folders: Vec<bool>,
}

impl Image {
    /// A folder as it is, and the nodes by inode.
    pub fn read(root: &Path) -> (Image, HashMap<u64, Node>) {
        let (mut image, mut by_inode) = (Image::default(), HashMap::new());
        let node = image.add(true);
        image.read_folder(root, node, &mut by_inode);
        (image, by_inode)
    }

    fn read_folder(&mut self, folder: &Path, node: Node, by_inode: &mut HashMap<u64, Node>) {
        let is = fs::metadata(folder).expect("a folder");
        by_inode.insert(is.ino(), node);
        let nanoseconds = is.mtime() * 1_000_000_000 + is.mtime_nsec();
        self.changed.insert(node, nanoseconds.cast_unsigned());
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let is = entry.metadata().expect("what it is");
            let child = self.add(is.is_dir());
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            self.names.insert((node, name), child);
            if is.is_dir() {
                self.read_folder(&entry.path(), child, by_inode);
            } else {
                by_inode.insert(is.ino(), child);
                self.bytes.insert(child, fs::read(entry.path()).expect("a file"));
            }
        }
    }

    /// A new node, which has no name yet.
    pub fn add(&mut self, folder: bool) -> Node {
        self.folders.push(folder);
        self.folders.len() - 1
    }

    pub fn is_folder(&self, node: Node) -> bool {
        self.folders[node]
    }

    /// Knows of every node of a later image, and of none a name.
    pub fn nodes_of(&mut self, later: &Image) {
        self.folders.clone_from(&later.folders);
        for (node, changed) in &later.changed {
            self.changed.entry(*node).or_insert(*changed);
        }
    }

    /// The folder that holds a path, and its name there.
    pub fn place(&self, path: &str) -> Name {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut node = ROOT;
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            node = *self.names.get(&(node, part.to_owned())).unwrap_or_else(|| panic!("{path} lies in folders"));
        }
        (node, name.to_owned())
    }

    /// Every path, folders with a stroke at their end, and what files hold; without what a restart makes anew.
    pub fn paths(&self) -> BTreeMap<String, &[u8]> {
        let mut found = BTreeMap::new();
        self.walk(ROOT, "", &mut found);
        found
    }

    fn walk<'i>(&'i self, folder: Node, under: &str, found: &mut BTreeMap<String, &'i [u8]>) {
        for ((_, name), node) in self.names.range((folder, String::new())..(folder + 1, String::new())) {
            let path = format!("{under}{name}");
            if self.is_folder(*node) {
                self.walk(*node, &format!("{path}/"), found);
                found.insert(path + "/", &[]);
            } else if !name.ends_with("-shm") {
                found.insert(path, self.bytes.get(node).map(Vec::as_slice).unwrap_or_default());
            }
        }
    }

    /// Writes the folder, each folder with the time at which it changed.
    pub fn write(&self, root: &Path) {
        DirBuilder::new().mode(0o700).create(root).expect("a new folder");
        self.write_folder(root, ROOT);
    }

    fn write_folder(&self, path: &Path, folder: Node) {
        for ((_, name), node) in self.names.range((folder, String::new())..(folder + 1, String::new())) {
            let here = path.join(name);
            if self.is_folder(*node) {
                DirBuilder::new().mode(0o700).create(&here).expect("a folder");
                self.write_folder(&here, *node);
            } else if !name.ends_with("-shm") {
                let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&here).expect("a file");
                file.write_all(self.bytes.get(node).map(Vec::as_slice).unwrap_or_default()).expect("room");
            }
        }
        let changed = self.changed.get(&folder).copied().unwrap_or_default();
        let times = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH + Duration::from_nanos(changed));
        File::open(path).and_then(|folder| folder.set_times(times)).expect("the time is set");
    }
}
