import { knownHosts, privateKey } from './control-root.js';
import { needNode, needPlan } from './plan.js';
import { controlName, type LabPlan } from './types.js';

/** Nodes make new host keys at every boot of a pristine image, so theirs cannot be known. */
const anyHostKey = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];

/** The lab as an ordinary Ansible inventory: `head` in group `control`, and group `compute`, whose hosts have `mac` and `ip`. */
export function inventory(dir: string): string {
  const plan = needPlan(dir);
  const nodes = plan.nodes.map((node) => [
    `    ${node.name}:`,
    `      ansible_host: ${node.ip}`,
    `      ip: ${node.ip}`,
    `      mac: "${node.mac}"`,
    `      firmware: ${node.firmware}`,
  ]);
  return [
    'all:',
    '  vars:',
    '    ansible_user: root',
    `    ansible_ssh_private_key_file: ${JSON.stringify(privateKey(plan))}`,
    'control:',
    '  hosts:',
    `    ${controlName}:`,
    `      ansible_host: ${plan.lan.control}`,
    `      ansible_ssh_common_args: ${JSON.stringify(knownHostKey(plan).join(' '))}`,
    `      compute_interface: ${plan.lan.link}`,
    'compute:',
    '  vars:',
    `    ansible_ssh_common_args: ${JSON.stringify(anyHostKey.join(' '))}`,
    `  hosts:${nodes.length === 0 ? ' {}' : ''}`,
    ...nodes.flat(),
    '',
  ].join('\n');
}

/** argv of an ssh into the control host (`head`) or a node. */
export function sshCommand(dir: string, name: string): string[] {
  const plan = needPlan(dir);
  const control = name === controlName;
  const address = control ? plan.lan.control : needNode(plan, name).ip;
  const keys = ['-i', privateKey(plan), '-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR'];
  return ['ssh', ...keys, ...(control ? knownHostKey(plan) : anyHostKey), `root@${address}`];
}

const knownHostKey = (plan: LabPlan): string[] => [
  ...['-o', `UserKnownHostsFile=${knownHosts(plan)}`],
  ...['-o', 'StrictHostKeyChecking=yes'],
];
