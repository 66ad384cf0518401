//! Speaks the re-anchoring protocol on standard input and output, one process for any number of requests.
use plenary_passage::reanchor_json_lines;

fn main() -> std::io::Result<()> {
    reanchor_json_lines(std::io::stdin().lock(), std::io::stdout().lock())
}
