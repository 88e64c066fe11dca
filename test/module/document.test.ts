import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { documentModule } from '../../lib/module/index.js';
import type { Field } from '../../lib/schema/index.js';
import { createDocuments } from '../../lib/documents.js';

const pages = fileURLToPath(new URL('../../docs/modules', import.meta.url));

// UPDATE_DOCS=1 writes the pages
const documents = createDocuments();

describe('documentation of modules', () => {
  it('is what the declarations say', async () => {
    const stale: string[] = [];
    for (const name of documents.names()) {
      const module = await documents.find(name);
      const page = documentModule(module);
      const file = join(pages, `${module.name}.md`);
      if (process.env['UPDATE_DOCS']) mkdirSync(pages, { recursive: true });
      if (process.env['UPDATE_DOCS']) writeFileSync(file, page);
      if (!existsSync(file) || readFileSync(file, 'utf8') !== page) stale.push(module.name);
    }
    expect(stale, 'run UPDATE_DOCS=1 npx mocha test/module/document.test.ts').to.deep.equal([]);
  });

  it('has no page of a module that is gone', () => {
    expect(
      readdirSync(pages).filter((file) => !documents.names().includes(file.replace(/\.md$/, ''))),
    ).to.deep.equal([]);
  });

  it('shows an example', async () => {
    const silent: string[] = [];
    for (const name of documents.names())
      if ((await documents.find(name)).examples === undefined) silent.push(name);
    expect(silent).to.deep.equal([]);
  });

  it('says something about every argument', async () => {
    const silent: string[] = [];
    for (const name of documents.names()) {
      const module = await documents.find(name);
      for (const [argument, field] of Object.entries<Field>(module.args)) {
        if (field.doc === '' || field.doc.endsWith('.')) silent.push(`${name}.${argument}`);
      }
    }
    expect(silent).to.deep.equal([]);
  });
});
