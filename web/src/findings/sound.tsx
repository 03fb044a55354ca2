// Loudness over time: of all recordings one after the other, or of one with its peaks.
import { useMemo, useState } from 'preact/hooks';
import type { MeasuredFile } from '../api/types';
import { tenth } from '../format';
import { Plot } from '../ui/plot';
import { words } from '../words';

const enough = 1200; // points of all together

function together(files: MeasuredFile[]): [number[], number[]] {
  const x: number[] = [];
  const y: number[] = [];
  let start = 0;
  const points = files.reduce((sum, file) => sum + (file.sound?.curves?.loudness_lufs.length ?? 0), 0);
  const stride = Math.max(1, Math.ceil(points / enough));
  let place = 0;
  for (const file of files) {
    const curves = file.sound?.curves;
    curves?.loudness_lufs.forEach((value, step) => {
      if (place++ % stride !== 0) return;
      x.push((start + step * curves.step_s) / 60);
      y.push(value);
    });
    start += file.duration_s ?? 0;
  }
  return [x, y];
}

function single(file: MeasuredFile): [number[], number[]] {
  const curves = file.sound?.curves;
  if (!curves) return [[], []];
  return [curves.loudness_lufs.map((_, step) => (step * curves.step_s) / 60), curves.loudness_lufs];
}

export default function Sound({ files }: { files: MeasuredFile[] }) {
  const [picked, setPicked] = useState('');
  const file = files.find((each) => each.path === picked);
  const data = useMemo(() => (file ? single(file) : together(files)), [files, picked]);
  const peaks = file?.sound?.curves?.peak_dbfs;
  const heard = data[1].filter((value) => value > -70);
  const label = words.finding.plotAlt(tenth(Math.min(...heard, 0)), tenth(heard.length ? Math.max(...heard) : 0));
  return (
    <figure class="sound">
      <figcaption>
        <span>{words.finding.loudness}</span>
        <select aria-label={words.finding.pick} value={picked} onChange={(event) => setPicked(event.currentTarget.value)}>
          <option value="">{words.finding.whole}</option>
          {files.map((each) => <option key={each.path} value={each.path}>{each.path.slice(each.path.lastIndexOf('/') + 1)}</option>)}
        </select>
      </figcaption>
      {peaks ? <Peaks peaks={peaks} /> : null}
      <Plot data={data} label={label} x={words.finding.minutes} y={words.finding.lufs} range={[-70, 0]} kind="line" />
    </figure>
  );
}

function Peaks({ peaks }: { peaks: number[] }) {
  const width = 1000 / peaks.length;
  return (
    <svg class="peaks" viewBox="0 0 1000 80" preserveAspectRatio="none" role="img" aria-label={words.finding.waveform}>
      {peaks.map((peak, place) => {
        const height = Math.max(1, 80 * 10 ** (Math.max(-70, peak) / 20));
        return <rect key={place} x={place * width} width={Math.max(1, width * 0.7)} y={40 - height / 2} height={height} />;
      })}
    </svg>
  );
}
