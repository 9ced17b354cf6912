// A person's way through the quickstart: environment/browser starts it. Everything goes by the page's own buttons and
// keys, at smoke scale, on a copy of the notebooks.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';

const root = process.env.WIFOE_ROOT;
const pictures = process.env.WIFOE_PICTURES;
const MINUTE = 60_000; // how long a step may take on a slow and busy machine; nothing is measured by it
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

let scratch;
let lab;
let browser;
let page;

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'wifoe-browser-'));
  cpSync(join(root, 'notebooks'), join(scratch, 'notebooks'), {recursive: true});
  symlinkSync(join(root, 'data'), join(scratch, 'data'));
  clearOutputs(join(scratch, 'notebooks', '00-quickstart.ipynb'));
  const address = await openLab();
  browser = await chromium.launchPersistentContext(join(scratch, 'profile'), {executablePath: process.env.CHROMIUM,
    headless: true, args: FLAGS, viewport: {width: 1280, height: 900}});
  page = browser.pages()[0] ?? await browser.newPage();
  page.setDefaultTimeout(3 * MINUTE);
  await page.goto(address);
  const opened = browser.waitForEvent('page'); // Jupyter opens a notebook in a tab of its own
  await page.getByText('00-quickstart.ipynb').click();
  page = await opened;
  page.setDefaultTimeout(3 * MINUTE);
  await idle();
});

after(async () => {
  await browser?.close();
  if (lab !== undefined && lab.exitCode === null) {
    const ended = new Promise(done => lab.once('exit', done));
    process.kill(-lab.pid, 'SIGTERM');
    await ended;
  }
  if (scratch !== undefined) {
    rmSync(scratch, {recursive: true, force: true});
  }
});

/** What is seen afterwards is then of this run. */
function clearOutputs(file) {
  const notebook = JSON.parse(readFileSync(file, 'utf8'));
  for (const cell of notebook.cells.filter(each => each.cell_type === 'code')) {
    Object.assign(cell, {outputs: [], execution_count: null});
  }
  writeFileSync(file, JSON.stringify(notebook));
}

/** Starts environment/lab and returns the address that it prints. */
function openLab() {
  lab = spawn(join(root, 'environment', 'lab'), ['--scale', 'smoke', '--', '--no-browser',
    `--notebook-dir=${join(scratch, 'notebooks')}`], {detached: true, stdio: ['ignore', 'pipe', 'pipe']});
  return new Promise((found, failed) => {
    let printed = '';
    const read = text => {
      printed += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\w+/.exec(printed);
      if (address !== null) {
        found(address[0]);
      }
    };
    lab.stdout.on('data', read);
    lab.stderr.on('data', read);
    lab.once('exit', code => failed(new Error(`environment/lab ended with ${code}: ${printed}`)));
  });
}

// --- What a person sees and does -------------------------------------------------------------------------------------

const button = action => page.locator(`#maintoolbar button[data-jupyter-action="jupyter-notebook:${action}"]`);
const runButton = () => button('run-cell-and-select-next');
/** The code cell of this number, counted from one. */
const code = number => page.locator('.code_cell').nth(number - 1);
const promptOf = number => code(number).locator('.input_prompt').innerText();
const output = number => code(number).locator('.output');

/** Waits until nothing runs and nothing waits to run. */
async function idle() {
  await page.locator('.kernel_idle_icon').waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll('.input_prompt')]
    .some(prompt => prompt.textContent.includes('*')));
}

/** Clicks into a code cell, changes its text and leaves the cursor there. */
async function edit(number, from, to) {
  await code(number).locator('.CodeMirror').click();
  const text = await code(number).locator('.CodeMirror').evaluate(editor => editor.CodeMirror.getValue());
  assert.ok(text.includes(from), `cell ${number} has no ${from}:\n${text}`);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text.replace(from, to));
}

/** Runs a code cell and waits for its end. */
async function run(number) {
  await code(number).locator('.input_prompt').click();
  await runButton().click();
  await idle();
}

async function assertNoErrors() {
  assert.deepEqual(await page.locator('.output_error').allInnerTexts(), []);
}

/** Waits for the one image of a cell's output to be drawn. */
async function assertChart(number) {
  assert.equal(await output(number).locator('img').count(), 1, `cell ${number}: ${await output(number).innerText()}`);
  await page.waitForFunction(image => image.naturalWidth > 100, await output(number).locator('img').elementHandle());
}

async function picture(name) {
  if (pictures) {
    mkdirSync(pictures, {recursive: true});
    await page.screenshot({path: join(pictures, `${name}.png`)});
  }
}

// --- The way ---------------------------------------------------------------------------------------------------------

test('the whole notebook runs by its button', async () => {
  await button('confirm-restart-kernel-and-run-all-cells').click();
  await page.getByRole('button', {name: 'Restart and Run All Cells'}).click();
  const last = await page.locator('.code_cell').count();
  await page.waitForFunction(number => /\d/.test([...document.querySelectorAll('.code_cell .input_prompt')]
    .at(number - 1).textContent), last);
  await idle();
  await assertNoErrors();
  for (let number = 1; number <= last; number++) {
    assert.match(await promptOf(number), new RegExp(`\\[${number}\\]`));
  }
  for (const chart of [3, 6, 8, 9]) {
    await assertChart(chart);
  }
  assert.equal(await code(7).locator('table tbody tr').count(), 4, 'a row for each scheme');
  assert.match(await output(10).innerText(), /^T8 at 20 dB: WiFo-E \d/);
  await picture('ran');
});

test('the interrupt button stops a training, which can be drawn', async () => {
  await edit(5, 'smoke() ? 20 :', 'smoke() ? 1_000_000 :');
  await runButton().click();
  await output(5).getByText(/1,000,000/).waitFor(); // its first line of progress
  await button('interrupt-kernel').click();
  await idle();
  assert.match(await output(5).innerText(), /Interrupted/);
  await picture('interrupted');
  await run(6);
  await assertChart(6); // the learning curve as far as it goes
  await edit(5, 'smoke() ? 1_000_000 :', 'smoke() ? 20 :');
});

test('cell 2 runs again for another task and all that was there stays', async () => {
  await edit(2, '"T8"', '"T7"');
  await run(2);
  assert.match(await output(2).innerText(), /training on 720 users/);
  await run(10); // rows are those of before
  assert.match(await output(10).innerText(), /^T7 at 20 dB: WiFo-E \d/);
  for (let number = 3; number <= 10; number++) {
    await run(number);
  }
  await assertNoErrors();
  assert.match(await output(7).innerText(), /Held-out users of T7/);
  await picture('edited');
});
