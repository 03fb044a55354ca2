// Where files and folders are dropped, and how far they are on their way.
import { useEffect, useRef, useState } from 'preact/hooks';
import { bytes, count, duration } from '../format';
import { remaining } from '../pure/rate';
import { Bar, Button, Refusal } from '../ui/basics';
import { words } from '../words';
import { chosen, dropped, type Found } from './collect';
import { fill, form } from './form';
import { inboxRefused, loadInbox } from './inbox';
import { folderName } from './names';
import { arrived, goOn, send, sending, sendingRate, stop } from './sending';

// All that is dropped for one clone goes into one folder: named after the voice, or after what was dropped first.
function folderFor(found: Found[]): string {
  const { folder, name } = form.peek();
  if (folder) return folder;
  const first = found[0]?.path ?? '';
  const made = folderName(name.trim() || (first.includes('/') ? first.slice(0, first.indexOf('/')) : ''));
  fill({ folder: made });
  return made;
}

function take(found: Found[]): void {
  if (found.length === 0) return;
  const { name } = form.peek();
  const folder = folderFor(found);
  if (!name.trim() && found[0]!.path.includes('/')) fill({ name: folder });
  void send(folder, found);
}

export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => void loadInbox(), []);
  useLeaveWarning();
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) take(await dropped(event.dataTransfer));
  };
  return (
    <>
      <Refusal refused={inboxRefused.value} again={() => void loadInbox()} />
      <Unfinished />
      <div class={`drop ${over ? 'over' : ''}`} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
        <p class="drop-title">{words.make.drop}</p>
        <p class="muted">{words.make.dropHint}</p>
        <p class="drop-choices">
          <Choose folders={false} label={words.make.files} />
          <Choose folders label={words.make.folder} />
        </p>
      </div>
      <OnTheWay />
    </>
  );
}

function Choose({ folders, label }: { folders: boolean; label: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (folders) input.current!.webkitdirectory = true;
  }, []);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input ref={input} class="offscreen" type="file" multiple tabIndex={-1} aria-label={label} aria-hidden="true" onChange={(event) => (take(chosen(event.currentTarget.files!)), (event.currentTarget.value = ''))} />
    </>
  );
}

function Unfinished() {
  const { folder } = form.value;
  if (!folder || sending.value) return null;
  return (
    <div class="notice warn">
      <p><strong>{words.make.resumeTitle}.</strong> {words.make.resume(folder)}</p>
      <Button small onClick={() => fill({ folder: '' })}>{words.act.close}</Button>
    </div>
  );
}

function OnTheWay() {
  const now = sending.value;
  if (!now) return null;
  const rate = sendingRate.value;
  const all = arrived(now);
  const left = remaining(rate, now.bytes);
  return (
    <div class="on-the-way" aria-busy={!all}>
      <Bar part={now.bytes ? now.sent / now.bytes : null} label={words.make.recordings} text={words.make.sending(now.done, now.files)} tone={all ? 'completed' : 'uploading'} />
      <p class="facts" role="status">
        <span>{all ? words.make.allSent(now.done) : words.make.sending(now.done, now.files)}</span>
      </p>
      <p class="facts muted">
        <span>{bytes(now.sent)} / {bytes(now.bytes)}</span>
        {!all && rate?.perSecond ? <span>{words.home.rate(bytes(rate.perSecond))}</span> : null}
        {!all && left !== null ? <span>{words.home.left(duration(left))}</span> : null}
        <span>{words.make.into(now.folder)}</span>
      </p>
      {now.lost && !all ? <p class="error" role="alert">{words.make.waitsLine}</p> : null}
      {now.skipped > 0 ? <p class="hint">{words.make.skipped(now.skipped)}</p> : null}
      {now.failed.slice(0, 5).map((each) => <p class="error" key={each.name}>{words.make.notSent(each.name, each.why)}</p>)}
      {now.failed.length > 5 ? <p class="error">+{count(now.failed.length - 5)}</p> : null}
      {all ? null : <Button small kind="quiet" onClick={now.stopped ? goOn : stop}>{now.stopped ? words.make.goOn : words.make.stopSending}</Button>}
    </div>
  );
}

// The browser's own question: only while something is on its way.
function useLeaveWarning(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const now = sending.peek();
      if (now && !arrived(now) && !now.stopped) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
}
