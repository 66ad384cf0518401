//! What the system says: time on the processor, load, memory, the machine.

use std::time::Duration;

use plenary_kit::fault::Fault;

/// The shortest round that counts: the system tells a thread's time in steps of some milliseconds.
pub const ROUND: Duration = Duration::from_millis(250);

/// Time the calling thread spent on a processor: what is left of a measurement on a machine that others use too.
pub fn own_thread() -> Result<Duration, Fault> {
    on_processor("/proc/thread-self/schedstat")
}

/// Time the thread of that name in this process spent on a processor.
pub fn thread(name: &str) -> Result<Duration, Fault> {
    for task in std::fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        let called = std::fs::read_to_string(task.join("comm")).unwrap_or_default();
        if called.trim() == name {
            return on_processor(&task.join("schedstat").to_string_lossy());
        }
    }
    Err(Fault::broken(format!("no thread is called {name}")))
}

/// The first number of schedstat: nanoseconds (Linux, Documentation/scheduler/sched-stats).
fn on_processor(path: &str) -> Result<Duration, Fault> {
    let text = std::fs::read_to_string(path)?;
    let first = text.split_whitespace().next().unwrap_or("");
    first
        .parse()
        .map(Duration::from_nanos)
        .map_err(Fault::broken)
}

/// Time all threads of this process spent on a processor, the ended ones too; in steps of 10 ms.
pub fn process() -> Result<Duration, Fault> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    // The name in brackets may hold spaces; user and system time are the 12th and 13th word after it, in 1/100 s (proc(5)).
    let words = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = words.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|word| word.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// How many processes want the processors: over 1, 5 and 15 minutes.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The memory a process holds, in bytes.
pub fn resident(process: u32) -> Result<u64, Fault> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = field(&text, "VmRSS:").and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    kib.map(|kib: u64| kib * 1_024)
        .ok_or_else(|| Fault::broken("the system does not say how much memory a process holds"))
}

/// How many files this process may have open.
pub fn open_files() -> Result<usize, Fault> {
    let text = std::fs::read_to_string("/proc/self/limits")?;
    let most = field(&text, "Max open files")
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    most.ok_or_else(|| Fault::broken("the system does not say how many files may be open"))
}

/// Processor, number of them, memory, kernel.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let (cpu, memory) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
    let model =
        field(&cpu, "model name").map_or("?", |rest| rest.trim_start_matches([':', ' ', '\t']));
    let kib =
        field(&memory, "MemTotal:").and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    let gib = kib.unwrap_or(0.0) / 1_048_576.0;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = read("/proc/sys/kernel/osrelease");
    format!(
        "{model}, {cores} cores, {gib:.0} GiB, Linux {}",
        kernel.trim()
    )
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .map(str::trim)
}
