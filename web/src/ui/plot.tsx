// uPlot in our colours. Only lazily loaded parts may import this.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { day, short, time } from '../format';

export interface PlotProps {
  data: [number[], ...number[][]];
  label: string; // for who does not see it
  x: string; // '' where x is a date
  y: string;
  range?: [number, number];
  kind: 'line' | 'steps' | 'bars';
}

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A day, or the time of day where all of it is within two days.
function dated(plot: uPlot, second: number): string {
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  return (max ?? 0) - (min ?? 0) < 172_800 ? time(second * 1000, (max ?? 0) - (min ?? 0) < 1200) : day(second * 1000);
}

function options(props: PlotProps, width: number): uPlot.Options {
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  const stepped = uPlot.paths.stepped!({ align: 1 });
  const paint = [colour('--accent'), colour('--warn'), colour('--muted')];
  return {
    width,
    height: 200,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: props.x === '' }, y: props.range ? { range: props.range } : { range: (_, low, high) => [Math.min(0, low), Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, size: 34, space: props.x === '' ? 90 : 50, values: (plot, ticks) => ticks.map((tick) => (props.x === '' ? dated(plot, tick) : short(tick))) },
      { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => short(tick)) },
    ],
    series: [
      {},
      ...props.data.slice(1).map((_, place) => ({
        stroke: paint[place],
        width: place === 0 ? 1.6 : 1.2,
        fill: place === 0 && !props.range ? colour('--accent-soft') : undefined,
        dash: place === 2 ? [4, 4] : undefined,
        points: { show: false },
        paths: props.kind === 'steps' && place < 2 ? stepped : undefined,
      })),
    ],
  };
}

export function Plot(props: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current!;
    let plot = new uPlot(options(props, element.clientWidth), props.data, element);
    const sized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 200 }));
    sized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const repaint = () => {
      plot.destroy();
      plot = new uPlot(options(props, element.clientWidth), props.data, element);
    };
    dark.addEventListener('change', repaint);
    return () => {
      dark.removeEventListener('change', repaint);
      sized.disconnect();
      plot.destroy();
    };
  }, [props.data]);
  return (
    <div class="plot">
      <p class="hint">{props.y}{props.x ? ` / ${props.x}` : ''}</p>
      <div ref={box} role="img" aria-label={props.label} />
    </div>
  );
}

export default Plot;
