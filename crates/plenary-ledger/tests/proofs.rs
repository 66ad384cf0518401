//! Proofs of every size to 200, and the tiles they are made from.

mod world;
use plenary_ledger::*;
use proptest::prelude::*;
use world::World;

const SIZES: u64 = 200;

/// The definition of RFC 6962 section 2.1, word by word, to compare with.
fn defined_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty(),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&defined_root(left), &defined_root(right))
        }
    }
}

/// All complete subtrees, level by level, so that the exhaustive tests hash little.
struct Levels(Vec<Vec<Hash>>);

impl Levels {
    fn of(leaves: &[Hash]) -> Levels {
        let mut levels = vec![leaves.to_vec()];
        while levels.last().is_some_and(|level| level.len() > 1) {
            let pairs = levels[levels.len() - 1].chunks_exact(2);
            levels.push(pairs.map(|pair| node_hash(&pair[0], &pair[1])).collect());
        }
        Levels(levels)
    }
}

impl Nodes for Levels {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.get(level as usize)?.get(index as usize).copied()
    }
}

fn bare_world(lines: u64) -> World {
    let mut world = World::new();
    (0..lines).for_each(|number| world.appends(format!("line {number}")));
    world
}

fn roots(world: &World) -> Vec<Hash> {
    (0..=world.leaves.len())
        .map(|size| defined_root(&world.leaves[..size]))
        .collect()
}

#[test]
fn the_frontier_has_the_defined_root_at_every_size() {
    let world = bare_world(700);
    let mut frontier = Frontier::new();
    for size in 0..=700 {
        assert_eq!(frontier.root(), defined_root(&world.leaves[..size]));
        let stored = serde_json::to_string(&frontier).unwrap();
        assert_eq!(serde_json::from_str::<Frontier>(&stored).unwrap(), frontier);
        if size < 700 {
            frontier.push(world.leaves[size]);
        }
    }
}

#[test]
fn every_inclusion_proof_to_200_holds_and_holds_for_nothing_else() {
    let world = bare_world(SIZES);
    let (roots, nodes) = (roots(&world), Levels::of(&world.leaves));
    for size in 1..=SIZES {
        let root = &roots[size as usize];
        for index in 0..size {
            let leaf = world.leaves[index as usize];
            let proof = inclusion_proof(&nodes, index, size).unwrap();
            assert_eq!(verify_inclusion(&leaf, index, size, &proof, root), Ok(()));
            let elsewhere = (index + 1) % (size + 1);
            assert!(verify_inclusion(&leaf, elsewhere, size, &proof, root).is_err());
            let other = leaf_hash(b"another line");
            assert!(verify_inclusion(&other, index, size, &proof, root).is_err());
            let longer = [proof.as_slice(), &[other]].concat();
            assert_eq!(
                verify_inclusion(&leaf, index, size, &longer, root),
                Err(BadProof::Length)
            );
        }
    }
}

#[test]
fn every_consistency_proof_to_200_holds_and_holds_for_nothing_else() {
    let world = bare_world(SIZES);
    let (roots, nodes) = (roots(&world), Levels::of(&world.leaves));
    for new in 0..=SIZES {
        for old in 0..=new {
            let (first, second) = ((old, &roots[old as usize]), (new, &roots[new as usize]));
            let proof = consistency_proof(&nodes, old, new).unwrap();
            assert_eq!(
                verify_consistency(first, second, &proof),
                Ok(()),
                "{old} {new}"
            );
            let forged = Hash([9; 32]);
            assert!(verify_consistency((old, &forged), second, &proof).is_err());
            assert!(verify_consistency(second, first, &proof).is_err() || old == new);
            assert!(verify_consistency(first, (new, &forged), &proof).is_err() || old == 0);
            let longer = [proof.as_slice(), &[forged]].concat();
            assert!(verify_consistency(first, second, &longer).is_err());
        }
    }
}

#[test]
fn a_proof_reads_few_hashes_from_full_tiles() {
    let world = bare_world(70_000); // one node on level 16, 273 on level 8
    let root = world.frontier.root();
    for index in [0, 255, 256, 65_535, 65_536, 69_631, 69_632, 69_999] {
        world.reads.set(0);
        let proof = inclusion_proof(&TileNodes(&world), index, 70_000).unwrap();
        let leaf = world.leaves[index as usize];
        assert_eq!(
            verify_inclusion(&leaf, index, 70_000, &proof, &root),
            Ok(())
        );
        assert!(
            world.reads.get() <= 4 * 256,
            "{} hashes for line {index}",
            world.reads.get()
        );
    }
    for old in [1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999] {
        world.reads.set(0);
        let proof = consistency_proof(&TileNodes(&world), old, 70_000).unwrap();
        let before = defined_root(&world.leaves[..old as usize]);
        assert_eq!(
            verify_consistency((old, &before), (70_000, &root), &proof),
            Ok(())
        );
        assert!(
            world.reads.get() <= 4 * 256,
            "{} hashes for size {old}",
            world.reads.get()
        );
    }
}

#[test]
fn tiles_give_the_same_nodes_as_the_whole_tree() {
    let world = bare_world(1500);
    let nodes = Levels::of(&world.leaves);
    for (level, hashes) in nodes.0.iter().enumerate() {
        for (index, hash) in hashes.iter().enumerate() {
            assert_eq!(
                TileNodes(&world).node(level as u8, index as u64),
                Some(*hash)
            );
        }
        let beyond = TileNodes(&world).node(level as u8, hashes.len() as u64);
        assert_eq!(beyond, None, "an incomplete subtree has no node");
    }
}

#[test]
fn a_missing_node_is_named() {
    let mut world = bare_world(600);
    world.kept.clear();
    let missing = NoProof::NodeMissing { level: 8, index: 1 };
    assert_eq!(inclusion_proof(&TileNodes(&world), 3, 600), Err(missing));
    assert_eq!(
        inclusion_proof(&TileNodes(&world), 600, 600),
        Err(NoProof::Outside {
            index: 600,
            size: 600
        })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_flipped_bit_of_a_proof_is_noticed(size in 2u64..200, at in any::<prop::sample::Index>(), bit in 0usize..256) {
        let world = bare_world(size);
        let index = at.index(size as usize) as u64;
        let mut proof = inclusion_proof(&TileNodes(&world), index, size).unwrap();
        let place = at.index(proof.len());
        proof[place].0[bit / 8] ^= 1 << (bit % 8);
        let root = world.frontier.root();
        let leaf = &world.leaves[index as usize];
        prop_assert_eq!(verify_inclusion(leaf, index, size, &proof, &root), Err(BadProof::Root));
    }

    #[test]
    fn arbitrary_proofs_never_panic(
        index: u64, size: u64, other: u64, hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let proof: Vec<Hash> = hashes.into_iter().map(Hash).collect();
        let root = Hash([1; 32]);
        prop_assert!(verify_inclusion(&root, index, size, &proof, &Hash::empty()).is_err());
        _ = verify_consistency((size, &root), (other, &root), &proof);
        let world = bare_world(3);
        _ = inclusion_proof(&TileNodes(&world), index, size);
        _ = consistency_proof(&TileNodes(&world), size, other);
    }
}
