// A new clone: the voice, its recordings, what preflight hears of them, the cost, and one button.
import { useEffect } from 'preact/hooks';
import { one, turn } from '../live/jobs';
import { DatasetChoice } from '../new/dataset-choice';
import { Details } from '../new/details';
import { keep, kept } from '../new/draft';
import { DropZone } from '../new/drop-zone';
import { Finish } from '../new/finish';
import { fill, forgetLeft, form, leftBehind } from '../new/form';
import { Heard } from '../new/heard';
import { deaf, hear } from '../new/preflight';
import { ServerFolders } from '../new/server-folders';
import { missing, pathOf, submission, versionOf } from '../new/wish';
import { query } from '../route';
import { mayChange } from '../session';
import { Empty } from '../ui/basics';
import { words } from '../words';

export default function NewClone() {
  useEffect(() => {
    const dataset = query.value.get('dataset');
    if (dataset) fill({ source: 'dataset', dataset });
  }, []);
  if (!mayChange()) return <Empty page title={words.make.title} hint={words.banner.readOnly}><a class="button" href="/">{words.missing.home}</a></Empty>;
  return <Make />;
}

function Make() {
  const { source } = form.value;
  const path = pathOf();
  const version = versionOf();
  useEffect(() => (path ? hear(path, version) : deaf()), [path, version]);
  const wish = missing() ? null : submission();
  useEffect(() => keep(wish && { submission: wish, version }), [JSON.stringify(wish), version]);
  return (
    <section class="make">
      <h1>{words.make.title}</h1>
      <p class="lede">{words.make.lede}</p>
      <Left />
      <div class="make-columns">
        <div class="make-form">
          <Details />
          <Recordings />
        </div>
        <div class="make-heard">{source === 'dataset' ? null : <Heard />}</div>
        <div class="make-finish"><Finish /></div>
      </div>
    </section>
  );
}

// A tab was closed over a form that was a draft already.
function Left() {
  void turn.value;
  const job = leftBehind ? one(leftBehind)?.value.job : null;
  useEffect(() => () => forgetLeft(), []);
  if (job?.state !== 'draft' || job.id === kept.value?.id) return null;
  return <div class="notice"><p>{words.make.left} <a href={`/jobs/${job.id}`}>{job.name}</a></p></div>;
}

function Recordings() {
  const { source } = form.value;
  return (
    <fieldset class="card">
      <legend>{words.make.recordings}</legend>
      <div class="tabs" role="radiogroup" aria-label={words.make.source}>
        {(['send', 'server', 'dataset'] as const).map((each) => (
          <label key={each} class="tab">
            <input type="radio" name="source" value={each} checked={source === each} onChange={() => fill({ source: each })} />
            <span>{words.make.sources[each]}</span>
          </label>
        ))}
      </div>
      {source === 'send' ? <DropZone /> : source === 'server' ? <ServerFolders /> : <DatasetChoice />}
    </fieldset>
  );
}
