// One check of an HTML report in a real browser:
//
//   node html.mjs CHECK PAGE [ARGUMENT...]
//
// Says what is wrong and ends with status 1, or says nothing. MODULES is the
// folder with playwright-core and axe-core, CHROMIUM the browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(`${resolve(process.env.MODULES)}/`);
const { chromium } = require("playwright-core");

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const problems = [];
const expect = (holds, problem) => holds || problems.push(problem);
const same = (found, wanted, what) =>
  expect(found === wanted, `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);

const [check, file, ...more] = process.argv.slice(2);
const address = pathToFileURL(resolve(file)).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});

// A page that reports whatever it does beyond showing itself.
const open = async (options = {}, hash = "") => {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("request", (request) => {
    expect(request.url().split("#")[0] === address, `it asks for ${request.url()}`);
  });
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("popup", () => problems.push("it opens a window"));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(address + hash);
  return page;
};
const openAll = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((item) => (item.open = true)));
const visible = (page, selector) =>
  page.$$eval(selector, (items) => items.filter((item) => item.checkVisibility()).length);

// What the page shows of a piece of the answer, boxes for characters turned back.
const shown = (marks) =>
  marks
    .map((mark) => {
      const copy = mark.cloneNode(true);
      for (const box of copy.querySelectorAll(".u")) {
        const code = parseInt(box.textContent.slice(2), 16);
        box.replaceWith(String.fromCodePoint(code === 0 ? 0xe000 : code));
      }
      return copy.textContent;
    })
    .join("");
const given = (bytes) =>
  new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes)
    .replaceAll("\r\n", "\n")
    .replaceAll("\0", "\ue000");

const checks = {
  // Nothing is asked for, said, or run that is not the page's own.
  async quiet() {
    const page = await open();
    await openAll(page);
    await page.waitForTimeout(300);
    const foreign = await page.$$eval("body *", (items) =>
      items.flatMap((item) =>
        [...item.attributes]
          .filter(({ name, value }) => /^on|^style$|^src/i.test(name) || /^\s*(java|vb)script:/i.test(value))
          .map(({ name, value }) => `${item.localName} ${name}=${value}`),
      ),
    );
    expect(foreign.length === 0, `attributes that act: ${foreign}`);
    const names = await page.$$eval("body *", (items) => [...new Set(items.map((item) => item.localName))]);
    for (const name of ["img", "iframe", "object", "embed", "form", "link", "base", "style", "meta"]) {
      expect(!names.includes(name), `an element that should not be there: ${name}`);
    }
    const links = await page.$$eval("a", (items) => items.map((item) => item.getAttribute("href")));
    for (const link of links) expect(/^#[a-z0-9-]+$/.test(link), `a link that leaves: ${link}`);
    same(await page.locator("script").count(), 2, "script elements");
  },

  // axe-core finds nothing, light and dark, on a desk and a telephone, with
  // everything open or as it comes.
  async axe() {
    const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    const only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    for (const [colorScheme, viewport] of [["light", DESK], ["dark", DESK], ["light", PHONE], ["dark", PHONE]]) {
      const page = await open({ colorScheme, viewport });
      await page.evaluate(axe);
      for (const state of ["as it comes", "all open"]) {
        if (state === "all open") await openAll(page);
        const report = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), only);
        expect(report.passes.length > 10, `only ${report.passes.length} rules had something to look at`);
        for (const { id, help, nodes } of report.violations) {
          const places = nodes.map((node) => node.html).slice(0, 5);
          problems.push(`${colorScheme}, ${viewport.width}, ${state}: ${id}: ${help}\n    ${places.join("\n    ")}`);
        }
      }
      await page.context().close();
    }
  },

  // No sideways scrolling on a telephone.
  async narrow() {
    const page = await open({ viewport: PHONE });
    await openAll(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= PHONE.width, `the page is ${width} wide`);
    const cut = await page.$$eval("body *", (items) =>
      items
        .filter((item) => !item.closest(".scroll, svg, .vh") && item.getBoundingClientRect().right > innerWidth + 1)
        .map((item) => item.outerHTML.slice(0, 100)),
    );
    expect(cut.length === 0, `cut off: ${cut.slice(0, 5)}`);
  },

  // In the table a long name leaves room for the rest, and is there as a whole for
  // who wants it; a band stands on one line: columns PATH
  async columns() {
    for (const viewport of [DESK, PHONE]) {
      const page = await open({ viewport });
      const [table, names, bands, titles] = await page.evaluate(() => [
        document.querySelector(".sortable").getBoundingClientRect().width,
        [...document.querySelectorAll(".sortable tbody th")].map((cell) => cell.getBoundingClientRect()),
        [...document.querySelectorAll(".sortable tbody td:nth-of-type(2), .answer .band")].map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getClientRects().length;
        }),
        [...document.querySelectorAll(".sortable tbody th a")].map((link) => link.title),
      ]);
      for (const { width, height } of names) {
        expect(width < 400 && width < table / 2, `${viewport.width}: a name takes ${width} of ${table}`);
        expect(height < 110, `${viewport.width}: a name is ${height} high`);
      }
      expect(bands.length > 1, "no bands");
      for (const lines of bands) same(lines, 1, `${viewport.width}: lines of a band`);
      expect(titles.includes(more[0]), `no whole name: ${titles}`);
      await page.context().close();
    }
  },

  // Nothing is early before a section that never comes; `early` when it does: early COUNT
  async early() {
    const page = await open();
    same(await page.locator(".path li .early").count(), Number(more[0]), "sections that are early");
  },

  // Every link has its place, every id is there once.
  async links() {
    const page = await open();
    const [links, ids] = await page.evaluate(() => [
      [...document.querySelectorAll("a[href], use, [aria-labelledby]")].map(
        (item) => item.getAttribute("href")?.slice(1) ?? item.getAttribute("aria-labelledby"),
      ),
      [...document.querySelectorAll("[id]")].map((item) => item.id),
    ]);
    same(new Set(ids).size, ids.length, "different ids");
    expect(links.length > 20, `only ${links.length} links`);
    for (const link of links) expect(ids.includes(link), `no place for #${link}`);
    same(await page.locator("h1").count(), 1, "h1 elements");
    const levels = await page.$$eval("h1, h2, h3, h4, h5, h6", (items) => items.map((item) => +item.localName[1]));
    levels.reduce((before, level) => expect(level <= before + 1, `a heading h${level} after h${before}`) && level);
  },

  // The embedded report is that of --format json: json FILE
  async json() {
    const page = await open();
    const text = await page.locator("#report-json").textContent();
    expect(!text.includes("<"), "a < inside the script element");
    const wanted = JSON.stringify(JSON.parse(readFileSync(more[0], "utf8")));
    expect(JSON.stringify(JSON.parse(text)) === wanted, "another report than that of --format json");
  },

  // The answer is all there, and each mark holds what its evidence quotes: marks FILE
  async marks() {
    const page = await open();
    const report = JSON.parse(readFileSync(more[0], "utf8"));
    let compared = 0;
    for (const [index, answer] of report.answers.entries()) {
      const bytes = readFileSync(answer.path);
      const lines = await page.$$eval(`#a${index + 1} .lines`, (items) =>
        items.map((item) => {
          const copy = item.cloneNode(true);
          for (const number of copy.querySelectorAll(".r")) number.remove();
          return copy.outerHTML;
        }),
      );
      const whole = await page.evaluate(
        ([html, source]) => {
          const holder = new DOMParser().parseFromString(html, "text/html").body.firstChild;
          return new Function(`return ${source}`)()([holder]);
        },
        [lines[0], shown.toString()],
      );
      const text = given(bytes);
      same(whole, text.startsWith("\ufeff") ? text.slice(1) : text, `${answer.path} as a whole`);
      let number = 0;
      for (const rule of [...answer.criteria, ...answer.penalties]) {
        const seen = new Set();
        for (const { start, end } of rule.evidence) {
          number += 1;
          if (seen.has(`${start} ${end}`)) continue;
          seen.add(`${start} ${end}`);
          const mark = await page.$$eval(`#a${index + 1} mark[data-e~="${number}"]`, shown);
          same(mark, given(bytes.subarray(start, end)), `${answer.path}, ${rule.id}, evidence ${number}`);
          same(await page.locator(`#a${index + 1}-e${number}`).count(), 1, `places of evidence ${number}`);
          same(await page.locator(`a.at[href="#a${index + 1}-e${number}"]`).count(), 1, "quotations of it");
          compared += 1;
        }
      }
    }
    expect(compared >= Number(more[1] ?? 1), `only ${compared} pieces of evidence`);
  },

  // Without the script all of it can be read, and what needs it is not shown.
  async scriptless() {
    const page = await open({ javaScriptEnabled: false });
    const count = (selector) => page.locator(`${selector}:visible`).count();
    same(await count(".controls"), 0, "controls");
    same(await count(".sortable button"), 0, "buttons of the table");
    expect((await count("h1")) === 1, "no heading");
    if ((await page.locator("details.answer").count()) > 0) {
      for (const summary of await page.locator("details.answer > summary").all()) await summary.click();
    }
    same(await count(".card > summary"), await page.locator(".card").count(), "cards");
    same(await count(".l"), await page.locator(".l").count(), "lines");
    same(await count(".card:not(.full) .body"), await page.locator(".card:not(.full)").count(), "open cards");
    const closed = page.locator(".card.full").first();
    await closed.locator("summary").click();
    expect(await closed.locator(".quotes").isVisible(), "a card does not open");
  },

  // On paper everything is open and light, whatever the screen was.
  async print() {
    const page = await open({ javaScriptEnabled: false, colorScheme: "dark" });
    const ground = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    expect((await ground()) !== "rgb(255, 255, 255)", "not dark on the screen");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    same(await ground(), "rgb(255, 255, 255)", "paper");
    for (const body of await page.locator(".card .body").all()) {
      expect((await body.boundingBox())?.height > 10, "a closed card on paper");
    }
    same(await page.locator(".controls:visible").count(), 0, "controls on paper");
    expect((await page.pdf({ format: "A4" })).length > 10000, "nothing printed");
  },

  // Filter and search hide cards, sections without any, and their marks.
  async filter() {
    const page = await open();
    await openAll(page);
    const count = (selector) => visible(page, selector);
    const cards = await count(".card");
    const marks = await count("mark:not(.off)");
    expect(cards > 10 && marks > 10, "nothing to filter");
    for (const kind of ["full", "part", "none", "cost"]) {
      await page.check(`input[value="${kind}"]`, { force: true });
      same(await count(`.card.${kind}`), await page.locator(`.card.${kind}`).count(), kind);
      same(await count(".card"), await page.locator(`.card.${kind}`).count(), `${kind} only`);
      same(await count(".group"), await page.locator(`.group:has(.card.${kind})`).count(), `groups with ${kind}`);
    }
    await page.check('input[value="none"]', { force: true });
    same(await count("mark:not(.off)"), 0, "marks of what is missing");
    await page.check('input[value=""]', { force: true });
    await page.fill("#find", "Unbounded KEY");
    const found = await page.locator(".card:visible").allTextContents();
    expect(found.length > 0 && found.length < cards, `${found.length} of ${cards} found`);
    expect(found.every((text) => /unbounded/i.test(text) && /key/i.test(text)), "found what was not meant");
    expect((await page.textContent("#shown")).startsWith(`${found.length} of ${cards}`), "not said how many");
    await page.press("#find", "Escape");
    same(await count(".card"), cards, "cards after Escape");
    same(await count("mark:not(.off)"), marks, "marks after Escape");
    await page.click("#fold");
    same(await count(".card .body"), 0, "open cards");
    await page.click("#fold");
    same(await count(".card .body"), cards, "open cards");
  },

  // From a quotation to its place, from a number to its card, by keyboard too.
  async follow() {
    const page = await open();
    await openAll(page);
    const link = page.locator(".card.full a.at").first();
    const place = (await link.getAttribute("href")).slice(1);
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => document.getElementById(id).classList.contains("lit"), place);
    expect((await page.locator("mark.lit").count()) > 0, "no mark is lit");
    expect(await page.locator(`#${place}`).evaluate((item) => {
      const { top, bottom } = item.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }), "the place is not in view");
    await page.evaluate(() => document.querySelectorAll(".card").forEach((item) => (item.open = false)));
    const number = page.locator(".r.full").last();
    const card = (await number.getAttribute("href")).slice(1);
    await number.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => document.getElementById(id).open, card);
    expect(await page.locator(`#${card} summary`).evaluate((item) => {
      const { top, bottom } = item.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }), "the card is not in view");
    const again = await open({}, `#${card}`);
    expect(await again.locator(`#${card}`).evaluate((item) => item.open), "an address with a place does not open it");
    expect(await again.locator(`#${card} .body`).isVisible(), "what is around it stays closed");
  },

  // Every column of the comparison sorts, both ways.
  async sort() {
    const page = await open();
    const column = (index) =>
      page.$$eval(".sortable tbody tr", (rows, at) => rows.map((row) => row.cells[at].textContent), index);
    const value = (text) => parseFloat(text.replace("\u2212", "-"));
    const falls = (values) => values.every((item, at) => at === 0 || values[at - 1] >= item);
    const rises = (values) => values.every((item, at) => at === 0 || values[at - 1] <= item);
    const heads = await page.locator(".sortable thead th").count();
    expect(heads > 4, `only ${heads} columns`);
    expect(falls((await column(1)).map(value)), "not by score at first");
    same(await page.locator('[aria-sort="descending"]').count(), 1, "sorted columns");
    for (let at = 3; at < heads; at += 1) {
      const button = page.locator(".sortable thead button").nth(at);
      await button.focus();
      await page.keyboard.press("Enter");
      expect(falls((await column(at)).map(value)), `column ${at} does not fall`);
      same(await page.locator(".sortable thead th").nth(at).getAttribute("aria-sort"), "descending", "told");
      await button.click();
      expect(rises((await column(at)).map(value)), `column ${at} does not rise`);
      same(await page.locator("[aria-sort]").count(), 1, "sorted columns");
    }
    await page.locator(".sortable thead button").first().click();
    const names = await column(0);
    expect(rises(names.map((name) => names.indexOf(name))) && names[0] < names.at(-1), "not by name");
    await page.locator(".sortable thead button").nth(2).click();
    expect(falls((await column(1)).map(value)), "bands are not in the order of scores");
    const first = page.locator(".sortable tbody a").first();
    const target = await first.getAttribute("href");
    await first.click();
    await page.waitForFunction((id) => document.querySelector(id).open, target);
  },

  // The text is on the page: shows TEXT...
  async shows() {
    const page = await open();
    await openAll(page);
    const text = await page.locator("body").innerText();
    for (const part of more) expect(text.includes(part), `not shown: ${part}`);
  },
};

try {
  await checks[check]();
} finally {
  await browser.close();
}
for (const problem of problems.slice(0, 20)) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
