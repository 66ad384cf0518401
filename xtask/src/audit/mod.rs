//! Looks over the dependencies: licences, banned crates, versions there twice, advisories known to us.

mod licence;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::shell;

/// What is allowed, banned and known.
const LIST: &str = "xtask/audit.json";

/// A dependency as cargo resolved it.
struct Package {
    name: String,
    version: String,
    licence: String,
}

/// Prints what is wrong with the dependencies; true when nothing is.
pub fn run(root: &Path) -> Result<bool, String> {
    let list =
        std::fs::read_to_string(root.join(LIST)).map_err(|error| format!("{LIST}: {error}"))?;
    let list: Value = serde_json::from_str(&list).map_err(|error| format!("{LIST}: {error}"))?;
    let packages = packages(root)?;
    for note in doubled(&packages)
        .into_iter()
        .chain(known(&packages, &list))
    {
        println!("note: {note}");
    }
    let wrong = wrong(&packages, &list);
    for what in &wrong {
        println!("wrong: {what}");
    }
    let database = cargo_audit(root)?;
    println!(
        "audit: {} dependencies, {} wrong",
        packages.len(),
        wrong.len()
    );
    Ok(wrong.is_empty() && database)
}

/// What cargo resolves from the lock file, without our own crates.
fn packages(root: &Path) -> Result<Vec<Package>, String> {
    let asked =
        shell::asks(shell::cargo(root).args(["metadata", "--format-version=1", "--locked"]));
    let text = asked.ok_or("cargo metadata --locked failed; is Cargo.lock up to date?")?;
    let metadata: Value =
        serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let foreign = array(&metadata["packages"])
        .iter()
        .filter(|package| !package["source"].is_null());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let package = |package: &Value| Package {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
    };
    Ok(foreign.map(package).collect())
}

fn wrong(packages: &[Package], list: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let allowed: Vec<&str> = array(&list["licences"])
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for Package {
        name,
        version,
        licence,
    } in packages
    {
        if !licence::is_allowed(licence, &allowed) {
            wrong.push(format!(
                "{name} {version}: licence {licence:?} is not on the list"
            ));
        }
        if let Some(why) = list["banned"][name].as_str() {
            wrong.push(format!(
                "{name} {version} is banned: {why}; `cargo tree -i {name}` says who brings it"
            ));
        }
    }
    let open = concerned(packages, list).filter(|(_, advisory)| advisory["mitigation"].is_null());
    wrong.extend(open.map(|(package, advisory)| told(package, advisory)));
    wrong
}

/// Advisories that concern us and whose danger is met in another way.
fn known(packages: &[Package], list: &Value) -> Vec<String> {
    let met = concerned(packages, list).filter_map(|(package, advisory)| {
        let how = advisory["mitigation"].as_str()?;
        Some(format!("{}. Met so: {how}", told(package, advisory)))
    });
    met.collect()
}

fn concerned<'a>(
    packages: &'a [Package],
    list: &'a Value,
) -> impl Iterator<Item = (&'a Package, &'a Value)> {
    array(&list["advisories"]).iter().flat_map(move |advisory| {
        let fixed = numbers(advisory["fixed"].as_str().unwrap_or_default());
        let concerns = move |package: &&Package| {
            advisory["crate"] == *package.name && numbers(&package.version) < fixed
        };
        packages
            .iter()
            .filter(concerns)
            .map(move |package| (package, advisory))
    })
}

fn told(Package { name, version, .. }: &Package, advisory: &Value) -> String {
    let text = |key: &str| advisory[key].as_str().unwrap_or_default();
    format!(
        "{name} {version} has {} ({}), fixed in {}",
        text("id"),
        text("what"),
        text("fixed")
    )
}

/// The numbers of a version; a pre-release counts as its release.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release
        .split('.')
        .map(|number| number.parse().unwrap_or(0))
        .collect()
}

fn doubled(packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        versions
            .entry(&package.name)
            .or_default()
            .push(&package.version);
    }
    let doubled = versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1);
    doubled
        .map(|(name, versions)| {
            format!(
                "{name} is there in {} versions: {}",
                versions.len(),
                versions.join(", ")
            )
        })
        .collect()
}

/// The public database where cargo-audit and a copy of the database are there; otherwise says that it was not asked.
fn cargo_audit(root: &Path) -> Result<bool, String> {
    let installed = shell::asks(shell::cargo(root).args(["audit", "--version"])).is_some();
    let copy = std::env::var_os("PLENARY_ADVISORIES");
    let (true, Some(copy)) = (installed, copy) else {
        println!(
            "note: the public advisory database was not asked, only the list in {LIST}; to ask it, install"
        );
        println!(
            "      cargo-audit and name a copy of the database: PLENARY_ADVISORIES=DIR cargo xtask audit"
        );
        return Ok(true);
    };
    shell::succeeds(
        shell::cargo(root)
            .args(["audit", "--no-fetch", "--stale", "--db"])
            .arg(copy),
    )
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, version: &str, licence: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
        }
    }

    fn list(mitigation: Value) -> Value {
        json!({ "licences": ["MIT"], "banned": { "chrono": "time is jiff here" },
                "advisories": [{ "id": "R-1", "crate": "lettre", "fixed": "0.11.24", "mitigation": mitigation }] })
    }

    #[test]
    fn a_foreign_licence_and_a_banned_crate_are_wrong() {
        let packages = [
            package("a", "1.0.0", "GPL-3.0"),
            package("chrono", "0.4.1", "MIT"),
            package("b", "1.0.0", "MIT"),
        ];
        assert_eq!(wrong(&packages, &list(Value::Null)).len(), 2);
    }

    #[test]
    fn an_advisory_concerns_versions_below_its_fix() {
        let of =
            |version: &str| wrong(&[package("lettre", version, "MIT")], &list(Value::Null)).len();
        assert_eq!(
            (of("0.11.9"), of("0.11.23"), of("0.11.24"), of("0.12.0")),
            (1, 1, 0, 0)
        );
    }

    #[test]
    fn an_advisory_that_is_met_is_told_and_not_wrong() {
        let packages = [package("lettre", "0.11.23", "MIT")];
        assert_eq!(wrong(&packages, &list(json!("checked"))).len(), 0);
        assert_eq!(known(&packages, &list(json!("checked"))).len(), 1);
    }

    #[test]
    fn a_crate_in_two_versions_is_told() {
        let packages = [
            package("a", "1.0.0", "MIT"),
            package("a", "2.0.0", "MIT"),
            package("b", "1.0.0", "MIT"),
        ];
        assert_eq!(
            doubled(&packages),
            ["a is there in 2 versions: 1.0.0, 2.0.0"]
        );
    }

    #[test]
    fn the_projects_own_list_can_be_read() {
        let list: Value = serde_json::from_str(include_str!("../../audit.json")).unwrap();
        assert!(
            array(&list["licences"]).len() > 5 && list["banned"].as_object().unwrap().len() > 5
        );
    }
}
