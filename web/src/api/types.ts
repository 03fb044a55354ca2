// The API's shapes under short names. They are generated from the daemon's own description, so what it does not
// promise does not compile here.
import type { components } from './schema';

type Schemas = components['schemas'];
export type Job = Schemas['Job'];
export type State = Schemas['State'];
export type Verdict = Schemas['Verdict'];
export type Progress = Schemas['Progress'];
export type Event = Schemas['Event'];
export type Explanation = Schemas['Explanation'];
export type Quote = Schemas['Quote'];
export type Budget = Schemas['Budget'];
export type Movement = Schemas['Movement'];
export type LedgerPage = Schemas['LedgerPage'];
export type Controls = Schemas['Controls'];
export type Queue = Schemas['Queue'];
export type Report = Schemas['Report'];
export type Reason = Schemas['Reason'];
export type MeasuredFile = Schemas['File'];
export type PreflightRun = Schemas['PreflightRun'];
export type Checkup = Schemas['Checkup'];
export type Check = Schemas['Check'];
export type Dataset = Schemas['Dataset'];
export type DatasetDetails = Schemas['DatasetDetails'];
export type CloudFile = Schemas['CloudFile'];
export type FineTune = Schemas['FineTune'];
export type Voice = Schemas['Voice'];
export type Inbox = Schemas['Inbox'];
export type InboxFolder = Schemas['InboxFolder'];
export type Session = Schemas['Session'];
export type Roots = Schemas['Roots'];
export type Listing = Schemas['Listing'];
export type Edit = Schemas['Edit'];
export type Submission = Schemas['Submission'];
export type Problem = Omit<Schemas['Problem'], 'type'> & { type: string };

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}
