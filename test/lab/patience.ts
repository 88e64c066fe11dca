import type { lab } from '../../lib/index.js';

/**
 * What a node may take on a machine that other work shares: two processors emulate two nodes, which takes a minute
 * when they do nothing else, and up to seven were measured when they do.
 */
export const patience: lab.WaitOptions = {
  timeoutMs: 840_000,
  limits: {
    'power-on': 300,
    dhcp: 300,
    loader: 300,
    kernel: 400,
    initramfs: 400,
    'nfs-root': 300,
    overlay: 300,
    systemd: 700,
  },
};
