// Chooses which of the found pages are looked at: one of every route, and more of them with parts not seen before.

const bySize = (a, b) => b.bytes - a.bytes || a.at.localeCompare(b.at) || a.who.name.localeCompare(b.who.name);

/** The pages to look at: the greatest of every route, and at most so many more, those first that hold most that is new. */
export function choose(pages, most) {
  const left = [...pages].sort(bySize);
  const seen = new Set();
  const chosen = [];
  const take = (page, isFirst) => {
    for (const part of page.shape) seen.add(part);
    chosen.push({ ...page, isFirst });
  };
  for (const route of new Set(left.map((page) => page.route))) {
    take(left.find((page) => page.route === route), true);
  }
  const news = (page) => page.shape.filter((part) => !seen.has(part)).length;
  for (let more = 0; more < most; more += 1) {
    const best = left.reduce((best, page) => (news(page) > best.news ? { page, news: news(page) } : best), { page: null, news: 0 });
    if (!best.page) break;
    take(best.page, false);
  }
  return chosen;
}
