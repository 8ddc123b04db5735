// Lighthouse on one page after the other, in one browser: node lighthouse.mjs CATEGORIES FLAGS ADDRESS...
// FLAGS are those of Chromium, as a JSON list. Prints one report a line. The browser is the one in $CHROME_PATH.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const ATTEMPTS = 3; // on a busy machine Lighthouse now and then loses the trace of a page
const PATIENCE = 180_000; // milliseconds: a slow machine is no defect
const [categories, flags, ...addresses] = process.argv.slice(2);

async function inspect(address, port) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { lhr } = await lighthouse(address, {
        port,
        onlyCategories: categories.split(","),
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
  chromeFlags: JSON.parse(flags),
  maxConnectionRetries: PATIENCE / 500, // one in half a second
});
try {
  for (const address of addresses) console.log(JSON.stringify(await inspect(address, chrome.port)));
} finally {
  chrome.kill();
}
