// Lighthouse on one page after the other, in one browser: node lighthouse.mjs FLAGS PAGES
// FLAGS are those of Chromium, as a JSON list; PAGES another, of pairs: an address, and the categories asked about it. Prints one report a line. The browser is the one in $CHROME_PATH.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const ATTEMPTS = 3; // on a busy machine Lighthouse now and then loses the trace of a page
const PATIENCE = 180_000; // milliseconds: a slow machine is no defect
const [flags, pages] = process.argv.slice(2).map((one) => JSON.parse(one));

async function inspect(address, categories, port) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { lhr } = await lighthouse(address, {
        port,
        onlyCategories: categories,
        disableFullPageScreenshot: true, // no score looks at it
        maxWaitForFcp: PATIENCE,
        maxWaitForLoad: PATIENCE,
        logLevel: "silent",
      });
      if (!lhr.runtimeError) return lhr;
      if (attempt >= ATTEMPTS) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}

const chrome = await launch({
  chromeFlags: flags,
  maxConnectionRetries: PATIENCE / 500, // one in half a second
});
try {
  for (const [address, categories] of pages)
    console.log(JSON.stringify(await inspect(address, categories, chrome.port)));
} finally {
  chrome.kill();
}
