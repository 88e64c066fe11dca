import { expect } from 'chai';
import { BootProgress } from '../../lib/lab/boot-progress.js';
import { stages, type Stage } from '../../lib/lab/types.js';

/** A boot whose clock and console are ours. */
function boot(limits: Partial<Record<Stage, number>> = {}, crowd = 0.5) {
  let seconds = 0;
  const progress = new BootProgress(
    limits,
    () => seconds * 1000,
    () => crowd,
  );
  return {
    at: (second: number, stage: Stage, trouble?: string) => {
      seconds = second;
      const reached = stages.slice(1, stages.indexOf(stage) + 1);
      const news = progress.see({ stage, reached, ...(trouble ? { trouble } : {}) });
      return { news, why: progress.stuck({ stage }) };
    },
  };
}

describe('lab: is a boot stuck?', () => {
  it('tells each stage once', () => {
    const { at } = boot();
    expect(at(0, 'power-on').news).to.deep.equal(['power-on']);
    expect(at(5, 'loader').news).to.deep.equal(['dhcp', 'loader']);
    expect(at(6, 'loader').news).to.deep.equal([]);
  });

  it('after the limit of the stage it is in', () => {
    const { at } = boot({ kernel: 20 });
    at(0, 'power-on');
    at(1, 'kernel');
    expect(at(21, 'kernel').why).to.equal(undefined);
    expect(at(22, 'kernel').why).to.equal("is stuck after stage 'kernel' for 21 s");
  });

  it('later on a machine that was slow before', () => {
    const { at } = boot({ kernel: 20, initramfs: 20 });
    at(0, 'power-on');
    at(40, 'kernel');
    at(41, 'initramfs');
    expect(at(240, 'initramfs').why).to.equal(undefined);
    expect(at(242, 'initramfs', 'Retrying nfs mount').why).to.equal(
      "is stuck after stage 'initramfs' for 201 s: Retrying nfs mount",
    );
  });

  it('later on a machine that does much else', () => {
    const { at } = boot({ loader: 20 }, 3);
    at(0, 'loader');
    expect(at(59, 'loader').why).to.equal(undefined);
    expect(at(61, 'loader').why).to.match(/^is stuck after stage 'loader' for 61 s/);
  });

  it('when it boots again and again, with what it said before', () => {
    const { at } = boot();
    at(0, 'power-on');
    at(10, 'initramfs', 'tsplay: the overlay failed');
    at(40, 'power-on');
    expect(at(50, 'initramfs').why).to.equal(undefined);
    expect(at(80, 'power-on').why).to.equal('boots again and again: tsplay: the overlay failed');
  });
});
