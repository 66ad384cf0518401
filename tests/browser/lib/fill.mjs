// Fills in any form of the forum as a person would, in words of the test's own, and sends it by its own button.

const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** What a field is filled in with when its name says more than its kind; given the words of this forum. */
const BY_NAME = {
  address: ({ address }) => address,
  url: () => "https://example.org/about",
  link: () => "https://example.org/room",
  slug: ({ slug }) => slug,
  zone: () => "UTC",
  minutes: () => "90",
  languages: () => "en, ar",
  agenda: ({ title }) => `45 | ${title}\n45 | ${title}`,
  speakers: ({ name }) => name,
  seat: () => "1",
  numbers: () => "1",
  since: () => day(-400),
  until: () => "",
};

const day = (days) => new Date(Date.now() + days * DAY_MILLISECONDS).toISOString().slice(0, 10);

/** An instant as a form's field has it, so many days from now. */
export const instant = (days) => new Date(Date.now() + days * DAY_MILLISECONDS).toISOString().slice(0, 16);

/** What one field takes. field: as `describe` tells it; words: of this forum; told: for this act alone, by name. */
function valueOf(field, words, told) {
  if (field.name in told) return told[field.name];
  if (field.value && !field.isText) return field.value;
  if (field.name in BY_NAME) return field.value || BY_NAME[field.name](words);
  if (field.type === "email") return words.address;
  if (field.type === "datetime-local") return field.value || (field.isRequired ? instant(1) : "");
  if (field.type === "date") return field.value || day(1);
  if (field.type === "number") return field.value || field.min || "1";
  if (field.name === "text" || field.tag === "textarea") return field.value || words.text;
  return field.value || (field.name === "name" ? words.name : words.title);
}

/** Runs in the page: the fields and buttons of its so-manieth form that is sent. */
function describe(which) {
  const form = document.querySelectorAll("form[method=post]")[which];
  if (!form) return null;
  const fields = [...form.elements].filter((each) => each.name && each.type !== "hidden" && each.localName !== "button");
  return {
    fields: fields.map((each) => ({
      tag: each.localName, type: each.type, name: each.name, value: each.type === "file" ? "" : each.value,
      isText: each.localName === "textarea" || ["text", "search"].includes(each.type), isRequired: each.required, isChecked: each.checked, min: each.min,
      options: [...(each.options ?? [])].filter((option) => !option.disabled).map((option) => option.value),
    })),
  };
}

/** Runs in the page: puts values into the fields; a radio or a box is chosen when its value is among them. */
function put([which, values, isRude]) {
  const form = document.querySelectorAll("form[method=post]")[which];
  for (const each of form.closest("main, body").querySelectorAll("details")) each.open = true;
  form.noValidate = isRude;
  const fields = [...form.elements].filter((each) => each.name && each.type !== "hidden" && each.localName !== "button");
  for (const [at, each] of fields.entries()) {
    if (["radio", "checkbox"].includes(each.type)) each.checked = values[at] === true;
    else if (each.localName === "select" && each.multiple) for (const option of each.options) option.selected = option.value === values[at];
    else if (each.type !== "file") each.value = values[at];
  }
}

/** Which radios and boxes are chosen: what is told, else what is chosen already, the first of radios, and every box. */
function isChosen(field, fields, told) {
  if (field.name in told) return [].concat(told[field.name]).includes(field.value);
  if (field.type === "checkbox") return true;
  const group = fields.filter((other) => other.type === "radio" && other.name === field.name);
  return group.some((other) => other.isChecked) ? field.isChecked : group[0] === field;
}

/** What a field takes; `isRude`: everything that is asked for is left empty, and one field that is not is filled in. */
function choice(field, fields, { words, told, isRude }) {
  if (["radio", "checkbox"].includes(field.type)) return !isRude && isChosen(field, fields, told);
  if (isRude) return field === spare(fields) ? words.title : field.tag === "select" ? field.options[0] : "";
  const options = (field.options ?? []).filter(Boolean);
  if (field.tag === "select") return told[field.name] ?? (field.value || options[0] || "");
  return valueOf(field, words, told);
}

/** A field of text that need not be filled in. */
const spare = (fields) => fields.find((each) => each.isText && !each.isRequired);

/**
 * Fills in a form and sends it. which: its place on the page; button: its place in the form; words: of this forum; told:
 * what is typed, by field; files: by field; isRude: nothing that is asked for is filled in, and the browser lets it through.
 * Gives the status and the answer to the sending, null where the browser kept it back, and what a rude one typed.
 */
export async function send(page, which, { button = 0, words, told = {}, isRude = false, files = {} }) {
  const { fields } = await page.evaluate(describe, which);
  await page.evaluate(put, [which, fields.map((field) => choice(field, fields, { words, told, isRude })), isRude]);
  const form = page.locator("form[method=post]").nth(which);
  for (const [name, file] of Object.entries(isRude ? {} : files)) await form.locator(`[name="${name}"]`).setInputFiles(file);
  if (!isRude && !(await form.evaluate((each) => each.checkValidity()))) return { status: null };
  const [answer] = await Promise.all([
    page.waitForResponse((each) => each.request().method() === "POST"),
    page.waitForEvent("load"),
    form.locator("button:not([type=button])").nth(button).click({ noWaitAfter: true }),
  ]);
  return { status: answer.status(), answer, typed: isRude && spare(fields) ? words.title : null };
}
