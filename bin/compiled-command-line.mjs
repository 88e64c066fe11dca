// Stands for lib/cli/command-line.js in dist/cli.cjs: the whole command line is one CommonJS file, beside which lies
// what V8 made of it. Reading and compiling the text at every start was half of a small run.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

/* global require, __dirname, COMMAND_LINE: dist/cli.cjs is CommonJS; the file's name, which tells its content (bin/bundle-cli.mjs) */
const file = path.join(__dirname, COMMAND_LINE);
// V8 looks itself whether it can use what it is given, but of the text it compares no more than the length
const compiled = `${file}.v8-${process.versions.v8}-${process.arch}`;

export const { runCommandLine } = load();

function load() {
  const cachedData = readIfThere(compiled);
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
  // functions are compiled when they are first called: what a whole run called is worth keeping
  if (!cachedData && process.argv[2] === 'run') process.once('exit', () => keep(script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, __dirname);
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
function keep(data) {
  const unfinished = `${compiled}.${process.pid}`;
  try {
    writeFileSync(unfinished, data);
    renameSync(unfinished, compiled);
  } catch {
    // installed for all by somebody else: it starts without
  }
}
