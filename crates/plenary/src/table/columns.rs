//! Which column is which: the heads of comment tables as standards bodies, offices and translators write them.

/// A column of the ISO/IEC comment table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Body,
    Line,
    Clause,
    Part,
    Kind,
    Comment,
    Change,
    Observations,
}

/// Words that tell a column, in the order in which they are asked: "Observations on each comment" are observations.
/// Latin ones are beginnings of words, others stand anywhere.
const TELLING: [(Column, &[&str]); 8] = [
    (
        Column::Observations,
        &[
            "observ",
            "secretariat",
            "disposition",
            "resolution",
            "response",
            "secretaria",
            "secrétariat",
            "sekretariat",
            "секретариат",
            "решени",
            "الأمانة",
            "ملاحظات",
            "秘书处",
            "处理",
        ],
    ),
    (
        Column::Change,
        &[
            "propos",
            "propuest",
            "vorgeschlagen",
            "vorschlag",
            "suggested",
            "предлагаем",
            "предложени",
            "المقترح",
            "مقترح",
            "修改",
            "建议",
        ],
    ),
    (
        Column::Kind,
        &[
            "type",
            "tipo",
            "typ",
            "category",
            "категори",
            "тип",
            "نوع",
            "类型",
            "类别",
        ],
    ),
    (
        Column::Comment,
        &[
            "comment",
            "coment",
            "kommentar",
            "bemerkung",
            "remark",
            "коммент",
            "замечани",
            "تعليق",
            "意见",
            "评论",
        ],
    ),
    (
        Column::Line,
        &[
            "line",
            "ligne",
            "línea",
            "linea",
            "zeile",
            "строк",
            "سطر",
            "行",
        ],
    ),
    (
        Column::Clause,
        &[
            "clause",
            "subclause",
            "section",
            "chapter",
            "article",
            "chapitre",
            "capítulo",
            "apartado",
            "sección",
            "abschnitt",
            "пункт",
            "раздел",
            "البند",
            "بند",
            "القسم",
            "قسم",
            "条",
            "章",
        ],
    ),
    (
        Column::Part,
        &[
            "paragraph",
            "para",
            "figure",
            "table",
            "alinéa",
            "párrafo",
            "tabla",
            "absatz",
            "абзац",
            "таблиц",
            "الفقرة",
            "فقرة",
            "الجدول",
            "段",
            "图",
            "表",
        ],
    ),
    (
        Column::Body,
        &[
            "mb",
            "nc",
            "member",
            "body",
            "organi",
            "org",
            "commenter",
            "commentator",
            "author",
            "name",
            "country",
            "auteur",
            "autor",
            "организаци",
            "автор",
            "الجهة",
            "المنظمة",
            "الهيئة",
            "机构",
            "单位",
            "成员",
        ],
    ),
];

/// The column that a head names, if it is one of the table's.
pub(super) fn column(head: &str) -> Option<Column> {
    let words = words(head);
    let tells = |telling: &&str| match telling.is_ascii() {
        true if telling.len() <= 3 => words.iter().any(|word| word == telling),
        true => words.iter().any(|word| word.starts_with(*telling)),
        false => words.iter().any(|word| word.contains(*telling)),
    };
    let found = TELLING.iter().find(|(_, all)| all.iter().any(&tells));
    found.map(|(column, _)| *column)
}

/// The words of a head: small letters, without what stands in brackets and without figures, which refer to notes.
fn words(head: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in head.chars() {
        match letter {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if letter.is_alphabetic() => plain.extend(letter.to_lowercase()),
            _ if letter.is_numeric() => {}
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_of_both_templates_and_of_translations_are_known() {
        let said = [
            ("MB/NC1", Some(Column::Body)),
            ("Line number\n(e.g. 17)", Some(Column::Line)),
            ("Clause/ Subclause\n(e.g. 3.1)", Some(Column::Clause)),
            ("Clause No./ Subclause No./ Annex", Some(Column::Clause)),
            (
                "Paragraph/ Figure/ Table\n(e.g. Table 1)",
                Some(Column::Part),
            ),
            ("Type of comment2", Some(Column::Kind)),
            ("Comments", Some(Column::Comment)),
            (
                "Comment (justification for change) by the MB",
                Some(Column::Comment),
            ),
            ("Proposed change by the MB", Some(Column::Change)),
            (
                "Secretariat observations on each comment submitted",
                Some(Column::Observations),
            ),
            ("Modification proposée", Some(Column::Change)),
            ("Commentaires", Some(Column::Comment)),
            ("Тип замечания", Some(Column::Kind)),
            ("Замечания секретариата", Some(Column::Observations)),
            ("التعليق", Some(Column::Comment)),
            ("التغيير المقترح", Some(Column::Change)),
            ("条款", Some(Column::Clause)),
            ("意见", Some(Column::Comment)),
            ("Priority", None),
            ("", None),
            ("42", None),
        ];
        for (head, expected) in said {
            assert_eq!(column(head), expected, "{head}");
        }
    }
}
