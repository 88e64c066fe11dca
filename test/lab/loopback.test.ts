import { expect } from 'chai';
import { loopbackPorts, throughUplink } from '../../lib/lab/loopback.js';
import type { PackageSources } from '../../lib/lab/package-sources.js';

const sources = (mirror: string, proxy?: string): PackageSources => ({
  suite: 'bookworm',
  mirror,
  components: ['main'],
  lines: [`deb ${mirror} bookworm main`],
  proxyLines: proxy ? [`Acquire::http::Proxy "${proxy}";`] : [],
});

const table: readonly {
  readonly given: PackageSources;
  readonly ports: readonly number[];
  readonly line: string;
}[] = [
  {
    given: sources('http://mirror.example/debian'),
    ports: [],
    line: 'deb http://mirror.example/debian bookworm main',
  },
  {
    given: sources('http://127.0.0.1:3142/debian'),
    ports: [3142],
    line: 'deb http://10.78.1.1:3142/debian bookworm main',
  },
  {
    given: sources('https://localhost/debian'),
    ports: [443],
    line: 'deb https://10.78.1.1/debian bookworm main',
  },
  {
    given: sources('http://mirror.example/d', 'http://[::1]:8080/'),
    ports: [8080],
    line: 'deb http://mirror.example/d bookworm main',
  },
];

describe("lab: a mirror or proxy on the machine's loopback", () => {
  for (const { given, ports, line } of table) {
    it(`${given.mirror} ${given.proxyLines.join()}`, () => {
      expect(loopbackPorts(given)).to.deep.equal(ports);
      expect(throughUplink(given.lines[0]!, '10.78.1.1')).to.equal(line);
    });
  }
});
