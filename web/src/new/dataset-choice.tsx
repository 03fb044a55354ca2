// A dataset that stands in the cloud: nothing is uploaded.
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Dataset, Page } from '../api/types';
import { Field, Refusal } from '../ui/basics';
import { words } from '../words';
import { fill, form } from './form';

export async function everyDataset(aborted?: AbortSignal): Promise<Dataset[]> {
  const found: Dataset[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<Dataset> = await get(`/v1/datasets${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, aborted);
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found;
}

export function DatasetChoice() {
  const datasets = useLoad(everyDataset, []);
  const chosen = form.value.dataset;
  const listed = datasets.data?.some((each) => each.id === chosen);
  return (
    <>
      <Refusal refused={datasets.refused} again={datasets.reload} />
      <Field id="dataset" label={words.make.datasetLabel} hint={datasets.data?.length === 0 ? words.make.noDatasets : undefined}>
        {(aria) => (
          <select {...aria} value={chosen} onChange={(event) => fill({ dataset: event.currentTarget.value })}>
            <option value="">{words.make.pick}</option>
            {chosen && !listed ? <option value={chosen}>{chosen}</option> : null}
            {datasets.data?.map((each) => <option key={each.id} value={each.id}>{each.name || each.id}</option>)}
          </select>
        )}
      </Field>
    </>
  );
}
