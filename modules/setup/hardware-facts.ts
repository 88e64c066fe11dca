import type { Json } from '../../lib/core/json.js';
import { PyFloat, type Dict, type Value } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/core/value-from-json.js';
import { deviceFacts } from './device-facts.js';
import { lvmFacts } from './lvm-facts.js';
import { mountFacts } from './mount-facts.js';
import { processorFacts } from './processor-facts.js';
import type { Said } from './frames.js';

/** Memory, processors, mounts, disks, DMI. */
export function hardwareFacts(said: Said): Dict {
  const facts: Record<string, Json> = {
    ...memoryFacts(said.raw('meminfo')),
    ...processorFacts(said.raw('cpuinfo'), said.text('nproc')),
    ...dmiFacts(said),
    uptime_seconds: Math.trunc(Number(said.text('uptime').split(' ')[0] ?? 0)),
    mounts: mountFacts(said),
    ...deviceFacts(said),
    lvm: lvmFacts(said),
  };
  return (valueFromJson(facts) as Dict).set('loadavg', loadFacts(said.text('loadavg')));
}

function loadFacts(line: string): Value {
  const [one, five, fifteen] = line.split(' ').map((word) => new PyFloat(Number(word)));
  return new Map<Value, Value>([
    ['1m', plain(one)],
    ['5m', plain(five)],
    ['15m', plain(fifteen)],
  ]);
}

const plain = (number: PyFloat | undefined): Value =>
  number === undefined || Number.isInteger(number.value) ? (number ?? 0) : number.value;

function memoryFacts(meminfo: string): Record<string, Json> {
  const kb = new Map(
    [...meminfo.matchAll(/^(\w+):\s+(\d+)/gm)].map((match) => [match[1]!, Number(match[2])]),
  );
  const mb = (name: string): number => Math.trunc((kb.get(name) ?? 0) / 1024);
  const [total, free, cached, buffers] = [
    mb('MemTotal'),
    mb('MemFree'),
    kb.get('Cached') ?? 0,
    kb.get('Buffers') ?? 0,
  ];
  const freeWithCache = Math.trunc(((kb.get('MemFree') ?? 0) + cached + buffers) / 1024);
  return {
    memtotal_mb: total,
    memfree_mb: free,
    swaptotal_mb: mb('SwapTotal'),
    swapfree_mb: mb('SwapFree'),
    memory_mb: {
      real: { total, used: total - free, free },
      nocache: { free: freeWithCache, used: total - freeWithCache },
      swap: {
        total: mb('SwapTotal'),
        free: mb('SwapFree'),
        used: mb('SwapTotal') - mb('SwapFree'),
        cached: mb('SwapCached'),
      },
    },
  };
}

const dmiNames: Readonly<Record<string, string>> = {
  sys_vendor: 'system_vendor',
  chassis_type: 'form_factor',
};
const dmiKeys =
  'bios_date bios_vendor bios_version board_asset_tag board_name board_serial board_vendor board_version chassis_asset_tag chassis_serial chassis_type chassis_vendor chassis_version product_name product_serial product_uuid product_version sys_vendor';

function dmiFacts(said: Said): Record<string, Json> {
  const found = new Map(said.below('dmi'));
  return Object.fromEntries(
    dmiKeys.split(' ').map((key) => [dmiNames[key] ?? key, found.get(key)?.trim() || 'NA']),
  );
}
