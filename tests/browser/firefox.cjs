// Opens pages in Firefox and tells what it found on each, as JSON on standard output. It is driven over WebDriver BiDi,
// which an installed Firefox speaks by itself; the Playwright that the other tests use cannot drive one.
// Asked for on standard input: {program, dark, width, addresses}.
"use strict";

const { launch } = require("puppeteer-core"); // found by NODE_PATH

// What a reader of the page would see, as numbers and words.
function look() {
  const box = (one) => one.getBoundingClientRect();
  const sized = (one) => box(one).width > 3 && box(one).height > 3;
  const all = (selector) => [...document.querySelectorAll(`article ${selector}`)];
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    heading: document.querySelector("h1")?.innerText ?? "",
    wider: scrollWidth - clientWidth,
    formulas: all("math").filter((one) => one.checkVisibility()).length,
    flat: all("math, svg[role=img]").filter((one) => one.checkVisibility() && !sized(one)).map((one) => one.outerHTML.slice(0, 120)),
    plots: all("svg[role=img]").length,
    fonts: [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family.replaceAll('"', "")),
    ground: getComputedStyle(document.body).backgroundColor,
  };
}

// What the search finds, typed as a reader does.
async function search(page, words) {
  await page.focus("input.md-search__input");
  await page.keyboard.type(words);
  await page.waitForSelector(".md-search-result__item", { timeout: 20000 });
  return page.$eval(".md-search-result__list", (list) => list.innerText);
}

async function visit(browser, address, asked) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(address).host) complaints.push(`elsewhere: ${request.url()}`);
  });
  await page.setViewport({ width: asked.width, height: 900 });
  await page.goto(address, { waitUntil: "networkidle0" });
  const seen = await page.evaluate(look);
  const found = asked.search ? await search(page, asked.search) : "";
  await page.close();
  return { address, complaints, found, ...seen };
}

async function main() {
  const asked = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const preferences = { "layout.css.prefers-color-scheme.content-override": asked.dark ? 0 : 1 };
  const options = { browser: "firefox", executablePath: asked.program, headless: true };
  const browser = await launch({ ...options, extraPrefsFirefox: preferences });
  try {
    const seen = [];
    for (const address of asked.addresses) seen.push(await visit(browser, address, asked));
    process.stdout.write(JSON.stringify({ version: await browser.version(), seen }));
  } finally {
    await browser.close();
  }
}

main();
