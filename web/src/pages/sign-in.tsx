import { enter, hadSession, refusedCode } from '../session';
import { Button, Copy, Wave } from '../ui/basics';
import { words } from '../words';

export function SignIn() {
  const text = words.signIn;
  return (
    <section class="sign-in">
      <Wave />
      <h1>{text.title}</h1>
      {refusedCode.value ? <p class="notice bad" role="alert">{text.expired}</p> : hadSession() ? <p class="notice warn" role="alert">{text.ended}</p> : null}
      <p class="lede">{text.lede}</p>
      <p class="command">
        <code>{text.command}</code>
        <Copy text={text.command} label={words.act.copy}>{words.act.copy}</Copy>
      </p>
      <p class="muted">{text.then}</p>
      <Button onClick={() => void enter()}>{text.again}</Button>
    </section>
  );
}
