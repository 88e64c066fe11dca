import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { TsplayError } from '../../lib/core/problem.js';
import { trustText, type Value } from '../../lib/core/value.js';
import { renderTemplateFile, Templar } from '../../lib/template/index.js';

describe('renderTemplateFile', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tsplay-template-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const variables = new Map<Value, Value>([
    ['i', 3],
    ['late', trustText('x{{ i }}')],
    [
      'd',
      new Map<Value, Value>([
        ['b', 7],
        ['10', [1]],
      ]),
    ],
  ]);
  const render = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return await renderTemplateFile(new Templar({ variables, searchPath: [directory] }), { path });
  };
  const problemOf = async (name: string, text: string): Promise<string> => {
    try {
      return await render(name, text);
    } catch (error) {
      if (!(error instanceof TsplayError)) throw error;
      const { at, message } = error.problems[0]!;
      return `${String(at?.file.slice(directory.length + 1))}:${String(at?.line)}: ${message}`;
    }
  };

  const cases: readonly [string, string, string][] = [
    ['t.j2', '{% if i %}\n{{ late }}\n{% endif %}\nend\n\n', 'x3\nend\n\n'],
    ['t.conf', '{{ template_path | basename }} {{ ansible_managed }}\n', 't.conf Ansible managed\n'],
    ['t.ejs', 'a <%= i + 1 %> <%= late %> <%= d.b %> <%= d["10"][0] %>\n', 'a 4 x3 7 1\n'],
    ['t.ejs', '<%= Object.keys(d).join() %> <%- filters.to_json(d) %>', '10,b {"b": 7, "10": [1]}'],
    ['t.ejs', '<%= typeof nosuch %> <%= d.constructor %> <%= d.__proto__ %>|', 'undefined  |'],
  ];
  for (const [name, text, expected] of cases) {
    it(`${name}: ${JSON.stringify(text)}`, async () => {
      expect(await render(name, text)).to.equal(expected);
    });
  }

  const askers: readonly [string, string][] = [
    ['{% include "asks" %}', '3'],
    ['{% for x in [1] %}{% include "asks" %}{% endfor %}', '3'],
    ['{% include "asks" without context %}', '3'],
    ['{% from "asks" import ask with context %}{{ ask() }}', '3'],
    ['{% from "asks" import ask %}{{ ask() }}', '3'],
    ['{% import "asks" as a %}{{ a.ask() }}', '3'],
    ['{% extends "asks" %}', '3'],
    ['{% for x in [1] %}{% block b scoped %}{{ lookup("vars", "i") }}{% endblock %}{% endfor %}', '3'],
  ];
  for (const [text, expected] of askers) {
    it(`lookups find the variables: ${text}`, async () => {
      const ask = `{{ lookup('vars', 'i') }}`;
      writeFileSync(join(directory, 'asks'), `{% macro ask() %}${ask}{% endmacro %}${ask}`);
      expect(await render('t.j2', text)).to.equal(expected);
    });
  }

  const mistakes: readonly [string, string, string][] = [
    ['t.j2', 'a\nb {{ nosuch }}\n', "t.j2:2: AnsibleUndefinedVariable: 'nosuch' is undefined"],
    ['t.j2', '{{ 1 / 0 }}', 't.j2:1: ZeroDivisionError: division by zero'],
    ['t.j2', '{% include "none" %}', 't.j2:1: TemplateNotFound: none'],
    [
      't.j2',
      '\n{{ [1] | map("none ") }}',
      `t.j2:2: TemplateSyntaxError: Could not load "none ": 'invalid plugin name: ansible.builtin.none '`,
    ],
    [
      't.j2',
      '{{ 1 | a.none }}',
      `t.j2:1: AnsibleError: template error while templating string: Could not load "a.none": 'invalid plugin name: a.none'`,
    ],
    ['t.ejs', 'a\nb\n<%= nosuch.x %>\n', "t.ejs:3: 'nosuch' is undefined"],
  ];
  for (const [name, text, expected] of mistakes) {
    it(`${name}: ${JSON.stringify(text)} is a mistake with its line`, async () => {
      expect(await problemOf(name, text)).to.equal(expected);
    });
  }
});
