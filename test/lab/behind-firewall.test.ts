import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { baseRoot } from '../../lib/lab/base-root.js';
import { check } from '../../lib/lab/index.js';
import { packageSources } from '../../lib/lab/package-sources.js';
import { skip } from '../support/skip.js';

const cacheDir = process.env['TSPLAY_LAB_CACHE'] ?? join(import.meta.dirname, '../../.tsplay/cache');

/** The lab's machine is played by a network namespace: nothing of the real one's firewall is touched. */
const machine = `
set -eu
ip link set lo up
echo 0 >/proc/sys/net/ipv4/ip_forward
nft add table ip filter
nft 'add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }'
before=$(nft list ruleset)
node -e "require('net').createServer((s) => s.end('the proxy')).listen(3142, '127.0.0.1')" & proxy=$!
trap 'kill $proxy' EXIT
node --import tsx "$1" "$2" "$3"
[ "$(nft list ruleset)" = "$before" ] || { nft list ruleset; exit 1; }
[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 ] || { echo still forwarding; exit 1; }
`;

const labWork = `
import { execFileSync } from 'node:child_process';
import { up, down, sshCommand } from '${join(import.meta.dirname, '../../lib/lab/index.ts')}';
const [dir, cacheDir] = process.argv.slice(2);
const { plan } = await up({ dir, cacheDir, nodes: [] });
const [ssh, ...args] = sshCommand(dir, 'head');
const script = \`exec 3<>/dev/tcp/\${plan.machineAddress}/3142; cat <&3; cat /etc/apt/apt.conf.d/80tsplay-lab\`;
console.log(execFileSync(ssh, [...args, script], { encoding: 'utf8' }));
console.log(execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }));
await down({ dir });
`;

describe('lab: a machine that drops what it forwards, with a proxy on its loopback', function () {
  this.timeout(300_000);

  before(async function () {
    const problems = check();
    if (problems.length > 0) skip(this, problems.map((one) => one.message).join('; '));
    // the network namespace has no way to the packages
    const workDir = mkdtempSync(join(tmpdir(), 'tsplay-lab-'));
    await baseRoot({ sources: await packageSources(), cacheDir, workDir, extraPackages: [] });
    rmSync(workDir, { recursive: true, force: true });
  });

  it('lets the lab out, shows it the proxy, and is put back', () => {
    const dir = mkdtempSync(join(tmpdir(), 'tsplay-lab-'));
    try {
      const [script, apt] = [join(dir, 'work.mts'), join(dir, 'apt.conf')];
      writeFileSync(script, labWork);
      writeFileSync(apt, 'Acquire::http::Proxy "http://127.0.0.1:3142/";\n');
      const args = ['--net', 'sh', '-c', machine, 'machine', script, join(dir, 'lab'), cacheDir];
      const env = { ...process.env, APT_CONFIG: apt };
      const { stdout, stderr, status } = spawnSync('unshare', args, {
        encoding: 'utf8',
        env,
        cwd: join(import.meta.dirname, '../..'),
      });
      expect({ status, stderr }).to.deep.include({ status: 0 });
      expect(stdout)
        .to.include('the proxy')
        .and.match(/Acquire::http::Proxy "http:\/\/10\.78\.\d+\.1:3142\/";/);
      expect(stdout)
        .to.match(/iifname "tsplay-\w+" accept comment/)
        .and.match(/oifname "tsplay-\w+" accept comment/);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
