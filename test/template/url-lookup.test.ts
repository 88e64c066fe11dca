import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { expect } from 'chai';

import { TsplayError } from '../../lib/core/problem.js';
import { trustText, type Value } from '../../lib/core/value.js';
import { Templar } from '../../lib/template/index.js';

// a process of its own: a lookup lets nothing else run here
const SERVER = `
require('node:http').createServer((request, answer) => {
  const { url, headers } = request;
  if (url === '/gone') answer.writeHead(404, 'Not Found').end();
  else if (url === '/moved') answer.writeHead(302, { Location: '/here' }).end();
  else answer.end([url, headers['x-a'], headers.authorization, headers['user-agent']].join('\\n') + '\\n');
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

describe('the lookup url', () => {
  let server: ChildProcess;
  let address: string;

  before(async () => {
    server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(server.stdout!, 'data')) as [Buffer];
    address = `http://127.0.0.1:${port.toString().trim()}`;
  });
  after(() => server.kill());

  const ask = (path: string, options = ''): Value =>
    new Templar({ variables: new Map([['at', address + path]]) }).render(
      trustText(`{{ query('url', at${options}) }}`),
    );

  it('gives lines, or the text', () => {
    expect(ask('/a')).to.deep.equal(['/a', '', '', 'ansible-httpget']);
    expect(ask('/a', ', split_lines=false')).to.deep.equal(['/a\n\n\nansible-httpget\n']);
  });

  it('sends headers, a login and its name', () => {
    const login = Buffer.from('u:p').toString('base64');
    const options = ", headers={'X-A': 'v'}, username='u', password='p', http_agent='me'";
    expect(ask('/b', options)).to.deep.equal(['/b', 'v', `Basic ${login}`, 'me']);
  });

  it('follows, unless it must not', () => {
    expect(ask('/moved')).to.include('/here');
    expect(() => ask('/moved', ", follow_redirects='none'")).to.throw(TsplayError, 'HTTP Error 302');
  });

  it("fails in Ansible's words", () => {
    expect(() => ask('/gone')).to.throw(
      TsplayError,
      `Received HTTP error for ${address}/gone : HTTP Error 404: Not Found`,
    );
  });
});
