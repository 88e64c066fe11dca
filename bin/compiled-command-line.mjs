// Stands for lib/cli/command-line.js in dist/cli.cjs: the command line is a few CommonJS files, beside each of which lies
// what V8 made of it. Reading and compiling the text at every start was half of a small run.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

/* global require, __dirname, BUNDLES: dist/cli.cjs is CommonJS; the files' names, which tell their content (bin/bundle-cli.mjs) */
const loaded = new Map();

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
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
  // functions are compiled when they are first called: what a whole run called is worth keeping
  if (!cachedData && process.argv[2] === 'run') process.once('exit', () => keep(script, compiled));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, file, __dirname);
  return module.exports;
}

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
  try {
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, compiled);
  } catch {
    // installed for all by somebody else: it starts without
  }
}
