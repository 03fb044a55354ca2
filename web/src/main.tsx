import { render } from 'preact';
import { App } from './app';
import { listen } from './route';
import { enter } from './session';
import './style/index.css';

listen();
render(<App />, document.getElementById('page')!);
void enter();
