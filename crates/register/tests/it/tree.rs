//! The tree against the published vectors of RFC 6962's reference code, and against the RFC's own recursion.

use std::convert::Infallible;

use register::tree::{self, Hash, Node, verify_consistency, verify_inclusion};

/// The eight leaves of the reference tests.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// A tree in memory that counts what is read of it.
struct Kept {
    nodes: std::collections::BTreeMap<Node, Hash>,
    size: u64,
    reads: usize,
}

impl Kept {
    fn of(leaves: &[Hash]) -> Kept {
        let mut kept = Kept { nodes: [].into(), size: 0, reads: 0 };
        for leaf in leaves {
            let added = tree::append(kept.size, *leaf, &mut |node| Ok::<_, Infallible>(kept.nodes[&node]));
            let Ok(added) = added;
            for (node, hash) in added {
                assert_eq!(kept.nodes.insert(node, hash), None, "{node:?} is written twice");
            }
            kept.size += 1;
        }
        kept
    }

    fn ask<T>(&mut self, ask: impl FnOnce(tree::Nodes<'_, Infallible>) -> Result<T, Infallible>) -> T {
        self.reads = 0;
        let (nodes, reads) = (&self.nodes, &mut self.reads);
        let Ok(answer) = ask(&mut |node| {
            *reads += 1;
            Ok(nodes[&node])
        });
        answer
    }
}

/// RFC 6962, 2.1, word by word.
mod rfc {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use register::tree::{Hash, join};

    fn k(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }

    pub fn root(d: &[Hash]) -> Hash {
        // What was computed once is looked up, by the leaves, which are all different.
        thread_local!(static KNOWN: RefCell<HashMap<(Hash, usize), Hash>> = RefCell::default());
        let first = match d {
            [] => return register::tree::empty(),
            [leaf] => return *leaf,
            [first, ..] => (*first, d.len()),
        };
        if let Some(known) = KNOWN.with_borrow(|known| known.get(&first).copied()) {
            return known;
        }
        let root = join(&root(&d[..k(d.len())]), &root(&d[k(d.len())..]));
        KNOWN.with_borrow_mut(|known| known.insert(first, root));
        root
    }

    pub fn path(m: usize, d: &[Hash]) -> Vec<Hash> {
        if d.len() == 1 {
            return Vec::new();
        }
        let k = k(d.len());
        let (mut path, beside) =
            if m < k { (self::path(m, &d[..k]), root(&d[k..])) } else { (self::path(m - k, &d[k..]), root(&d[..k])) };
        path.push(beside);
        path
    }

    pub fn subproof(m: usize, d: &[Hash], b: bool) -> Vec<Hash> {
        if m == d.len() {
            return if b { Vec::new() } else { vec![root(d)] };
        }
        let k = k(d.len());
        let (mut proof, beside) = if m <= k {
            (subproof(m, &d[..k], b), root(&d[k..]))
        } else {
            (subproof(m - k, &d[k..], false), root(&d[..k]))
        };
        proof.push(beside);
        proof
    }
}

fn hex(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::hex).collect()
}

#[test]
fn the_published_vectors_hold() {
    assert_eq!(tree::empty().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| tree::leaf(leaf)).collect();
    let mut kept = Kept::of(&leaves);
    for (size, root) in (1..=8).zip(ROOTS) {
        assert_eq!(kept.ask(|nodes| tree::root(size, nodes)).hex(), root, "of {size} leaves");
    }
    let inclusion = |kept: &mut Kept, index, size| hex(&kept.ask(|nodes| tree::inclusion(index, size, nodes)));
    assert_eq!(
        inclusion(&mut kept, 0, 8),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    assert_eq!(
        hex(&kept.ask(|nodes| tree::consistency(6, 8, nodes))),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
    assert!(inclusion(&mut kept, 8, 8).is_empty());
}

const SIZES: usize = 130;

fn leaves() -> Vec<Hash> {
    (0..SIZES).map(|index| tree::leaf(index.to_string().as_bytes())).collect()
}

#[test]
fn roots_and_proofs_are_those_of_the_rfc() {
    let leaves = leaves();
    let mut kept = Kept::of(&leaves);
    let mut proofs = 0;
    for size in 0..=SIZES {
        let root = kept.ask(|nodes| tree::root(size as u64, nodes));
        assert_eq!(root, rfc::root(&leaves[..size]), "root of {size}");
        assert!(kept.reads <= 8, "a root of {size} read {} nodes", kept.reads);
        for index in 0..size {
            let proof = kept.ask(|nodes| tree::inclusion(index as u64, size as u64, nodes));
            assert!(kept.reads <= 16, "a proof in {size} read {} nodes", kept.reads);
            assert_eq!(proof, rfc::path(index, &leaves[..size]), "leaf {index} of {size}");
            assert!(verify_inclusion(&leaves[index], index as u64, size as u64, &proof, &root));
            proofs += 1;
        }
        for old in 1..size {
            let proof = kept.ask(|nodes| tree::consistency(old as u64, size as u64, nodes));
            assert_eq!(proof, rfc::subproof(old, &leaves[..size], true), "{old} to {size}");
            let before = rfc::root(&leaves[..old]);
            assert!(verify_consistency(old as u64, &before, size as u64, &root, &proof), "{old} to {size}");
            proofs += 1;
        }
    }
    println!("{proofs} proofs of trees of up to {SIZES} leaves");
}

/// A proof with anything changed proves nothing.
#[test]
fn nothing_else_is_proved() {
    let leaves = leaves();
    let mut kept = Kept::of(&leaves);
    let other = tree::leaf(b"another");
    let roots: Vec<Hash> = (0..=SIZES).map(|size| rfc::root(&leaves[..size])).collect();
    let mut refused = 0;
    for size in 1..=33_u64 {
        let root = roots[usize::try_from(size).expect("small")];
        for index in 0..size {
            let leaf = leaves[usize::try_from(index).expect("small")];
            let proof = kept.ask(|nodes| tree::inclusion(index, size, nodes));
            assert!(!verify_inclusion(&other, index, size, &proof, &root));
            assert!(!verify_inclusion(&leaf, size, size, &proof, &root));
            assert!(!verify_inclusion(&leaf, index, size, &proof, &other));
            for wrong in (0..size).filter(|wrong| *wrong != index) {
                assert!(!verify_inclusion(&leaf, wrong, size, &proof, &root), "{index} as {wrong} of {size}");
                refused += 1;
            }
            for changed in altered(&proof, other) {
                assert!(!verify_inclusion(&leaf, index, size, &changed, &root), "{index} of {size}");
                refused += 1;
            }
        }
        for old in 1..size {
            let before = roots[usize::try_from(old).expect("small")];
            let proof = kept.ask(|nodes| tree::consistency(old, size, nodes));
            assert!(!verify_consistency(old, &other, size, &root, &proof));
            assert!(!verify_consistency(old, &before, size, &other, &proof));
            for changed in altered(&proof, other) {
                assert!(!verify_consistency(old, &before, size, &root, &changed), "{old} to {size}");
                refused += 1;
            }
        }
        assert!(verify_consistency(size, &root, size, &root, &[]));
        assert!(!verify_consistency(size, &root, size, &other, &[]));
        assert!(!verify_consistency(size + 1, &root, size, &root, &[]));
    }
    println!("{refused} proofs with something changed, all refused");
}

fn altered(proof: &[Hash], other: Hash) -> Vec<Vec<Hash>> {
    let mut altered = vec![[proof, &[other]].concat(), [&[other], proof].concat()];
    for at in 0..proof.len() {
        let (mut missing, mut replaced) = (proof.to_vec(), proof.to_vec());
        missing.remove(at);
        replaced[at] = other;
        altered.extend([missing, replaced]);
    }
    altered
}

#[test]
fn hashes_are_read_in_one_spelling() {
    let text = ROOTS[0];
    assert_eq!(Hash::from_hex(text).expect("a hash").hex(), text);
    for wrong in [&text[1..], &text.to_uppercase(), &format!("{text}0"), &text.replace('6', "g")] {
        assert_eq!(Hash::from_hex(wrong), None, "{wrong}");
    }
}
