import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lab } from '../../index.js';

/**
 * The lab as a site that `playbooks/site.yml` can run on: its inventory, and beside it the variables that a
 * virtual cluster needs (no NFS server in the kernel, a small kernel package, the lab's own key).
 * Answers the inventory's path.
 */
export async function writeLabSite(dir: string): Promise<string> {
  const { plan } = await lab.status(dir);
  const inventory = path.join(dir, 'inventory.yml');
  writeFileSync(inventory, lab.inventory(dir));
  writeVars(dir, 'control', [
    'nfs_server_backend: ganesha',
    `image_kernel_package: "{{ 'linux-image-virtual' if image_distribution == 'ubuntu' else 'linux-image-cloud-amd64' }}"`,
    'image_initramfs_set: list',
    'image_initramfs_modules: [virtio_pci, virtio_net]',
    `image_authorized_keys: [${JSON.stringify(readFileSync(path.join(dir, 'ssh/id_ed25519.pub'), 'utf8').trim())}]`,
    'pxe_console: ["ttyS0,115200"]',
    'pxe_cmdline: net.ifnames=0',
    // nodes reach package mirrors through the control host
    `pxe_router: ${plan.lan.control}`,
    `image_dns: [${plan.machineAddress}]`,
  ]);
  writeVars(dir, 'compute', ['tsplay_image: compute', 'tsplay_image_host: head']);
  return inventory;
}

/** Takes away what {@link writeLabSite} wrote, before the lab itself goes. */
export function removeLabSite(dir: string): void {
  for (const name of ['inventory.yml', 'group_vars/control.yml', 'group_vars/compute.yml']) {
    rmSync(path.join(dir, name), { force: true });
  }
  const folder = path.join(dir, 'group_vars');
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

// variables of the user's own belong in other files of group_vars
function writeVars(dir: string, group: string, lines: readonly string[]): void {
  const folder = path.join(dir, 'group_vars');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${group}.yml`), `# written by tsplay lab\n${lines.join('\n')}\n`);
}
