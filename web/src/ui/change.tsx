// A button for what changes something. In a session that may only look it is off and says so: it keeps its place in the
// order of the Tab key, so that the reason is heard there, too.
import type { ComponentProps } from 'preact';
import { mayChange } from '../session';
import { words } from '../words';
import { Button } from './basics';

export const reasonId = 'read-only';

export function Change(props: ComponentProps<typeof Button>) {
  if (mayChange()) return <Button {...props} />;
  return <Button {...props} type="button" aria-disabled="true" aria-describedby={reasonId} title={words.banner.readOnly} onClick={undefined} />;
}
