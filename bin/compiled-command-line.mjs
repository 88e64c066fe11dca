// Stands for lib/cli/command-line.js in dist/cli.cjs: the command line is a few CommonJS files, beside each of which lies
// what V8 made of it. Reading and compiling the text at every start was half of a small run.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

/* global require, __dirname, BUNDLES: dist/cli.cjs is CommonJS; the files' names, which tell their content (bin/bundle-cli.mjs) */
const loaded = new Map();

// A run of a second or two is over before V8's optimizing has paid, which took a tenth to a fifth of its CPU: until then a
// function has to run sixteen times as long as usual. Only where the flag was tried: others may say that they do not know it
const hasBudget = process.versions.v8.startsWith('11.3.');
const USUAL_BUDGET = 66 * 1024;
const LONG_RUN_MS = 2000;
let isLate = false;

export const { runCommandLine } = load('command-line');

/** For the bundles: each other, and what node finds from here. */
function load(name) {
  if (!Object.hasOwn(BUNDLES, name)) return require(name);
  if (!loaded.has(name)) loaded.set(name, loadCompiled(path.join(__dirname, BUNDLES[name])));
  return loaded.get(name);
}

function loadCompiled(file) {
  // V8 looks itself whether it can use what it is given, but of the text it compares no more than the length
  const compiled = `${file}.v8-${process.versions.v8}-${process.arch}`;
  const cachedData = readIfThere(compiled);
  optimizeAsUsual();
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
  // functions are compiled when they are first called: what a whole run called is worth keeping
  if (!cachedData && process.argv[2] === 'run') process.once('exit', () => keep(script, compiled));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, file, __dirname);
  setImmediate(optimizeLater);
  return module.exports;
}

// What was compiled ahead, by us or by node, is good for the same flags only: this begins at the first wait for something,
// when most is loaded, and stops for what is loaded later. A run that never waits, of skipped tasks, is as usual.
function optimizeLater() {
  if (!hasBudget || performance.now() > LONG_RUN_MS) return;
  setBudget(16 * USUAL_BUDGET);
  isLate = true;
  setTimeout(optimizeAsUsual, LONG_RUN_MS).unref();
}

function optimizeAsUsual() {
  if (isLate) setBudget(USUAL_BUDGET);
  isLate = false;
}

const setBudget = (bytes) => require('node:v8').setFlagsFromString(`--interrupt-budget=${bytes}`);

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

// only where whoever runs us could have changed the program itself: nobody is given code by others
function keep(script, compiled) {
  const unfinished = `${compiled}.${process.pid}`;
  optimizeAsUsual();
  try {
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, compiled);
  } catch {
    // installed for all by somebody else: it starts without
  }
}
