import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answerOf } from '../support/answer-of.js';
import { placeFiles } from '../support/recorded-answers.js';

interface Oddity {
  readonly files: Readonly<Record<string, string>>;
  readonly asked: readonly {
    readonly tool: 'ansible-inventory' | 'ansible';
    readonly argv: readonly string[];
    readonly stdout: string;
  }[];
}

const recorded = path.resolve(import.meta.dirname, '../fixtures/inventory/oddities.jsonl');
const oddities = readFileSync(recorded, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Oddity);
const commands = { 'ansible-inventory': 'inventory', ansible: 'adhoc' };

// Ansible walks groups below groups in the order of a hash: of --list-hosts only the set of hosts is sure
const comparable = (tool: string, stdout: string): string =>
  tool === 'ansible' ? stdout.split('\n').sort().join('\n') : stdout;

// recorded by test/record/inventory-oddities.py
describe('inventory: oddities, as Ansible answers them', function () {
  this.timeout(120_000);
  let cwd: string;
  beforeEach(() => (cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-oddity-'))));
  afterEach(() => rmSync(cwd, { recursive: true }));

  oddities.forEach((oddity, index) => {
    it(`${index}: ${Object.entries(oddity.files).flat().join(' ').slice(0, 60)}`, async () => {
      placeFiles(oddity, cwd);
      for (const { tool, argv, stdout } of oddity.asked) {
        const ours = await answerOf([commands[tool], ...argv], { cwd });
        expect(comparable(tool, ours.stdout), argv.join(' ')).to.equal(comparable(tool, stdout));
      }
    });
  });
});
