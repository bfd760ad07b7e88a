/**
 * The script of a report: filters, search, keyboard shortcuts and the choice of colors. It only hides and shows parts
 * of the page, so the page is complete and readable without it. The address keeps what is chosen, so that a reader can
 * share the link.
 */
export const SCRIPT = `(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const theme = document.getElementById('theme');
  const preferred = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const dark = () => (document.documentElement.dataset.theme ?? preferred()) === 'dark';
  const label = () => {
    theme.textContent = dark() ? 'Light colors' : 'Dark colors';
  };
  const remembered = () => {
    try {
      return localStorage.getItem('sts-regional-theme');
    } catch {
      return null; // some browsers deny storage to pages from disk
    }
  };
  const choice = remembered();
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
  theme.addEventListener('click', () => {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('sts-regional-theme', next);
    } catch {
      // the choice lasts until the page is closed
    }
    label();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);

  for (const element of all('[data-needs-script]')) element.hidden = false;
  label();

  const copy = document.getElementById('copy');
  copy?.addEventListener('click', async () => {
    const command = document.getElementById('command');
    try {
      await navigator.clipboard.writeText(command.textContent);
      copy.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(command); // where pages from disk must not use the clipboard
    }
  });

  const search = document.getElementById('search');
  if (search === null) return; // nothing was found, so there is nothing to filter
  const files = all('.file').map((element) => ({ element, name: element.querySelector('h3').textContent, shown: 0 }));
  const sites = files.flatMap((file) =>
    all('.site', file.element).map((element) => ({
      element,
      file,
      words: (file.name + ' ' + element.textContent).toLowerCase(),
    })),
  );
  const selects = all('.filters select');
  const bars = all('.bar');

  const apply = () => {
    const terms = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const wanted = selects.filter((select) => select.value !== '');
    let shown = 0;
    for (const file of files) file.shown = 0;
    for (const { element, file, words } of sites) {
      const isChosen = wanted.every((select) => element.dataset[select.name] === select.value);
      const fits = isChosen && terms.every((term) => words.includes(term));
      element.hidden = !fits;
      if (!fits) continue;
      shown += 1;
      file.shown += 1;
    }
    for (const file of files) file.element.hidden = file.shown === 0;
    for (const bar of bars) {
      const { facet, value } = bar.dataset;
      const isPressed = selects.some((select) => select.name === facet && select.value === value);
      bar.setAttribute('aria-pressed', String(isPressed));
    }
    const shownLine = document.getElementById('shown');
    const noun = (shownLine.dataset.noun ?? 'site') + (sites.length === 1 ? '' : 's');
    shownLine.textContent = shown + ' of ' + sites.length + ' ' + noun + ' shown';
    document.getElementById('none').hidden = shown > 0 || sites.length === 0;
    const state = new URLSearchParams();
    if (search.value !== '') state.set('q', search.value);
    for (const select of wanted) state.set(select.name, select.value);
    history.replaceState(null, '', state.size === 0 ? location.pathname + location.search : '#' + state);
  };

  const restore = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    search.value = state.get('q') ?? '';
    for (const select of selects) {
      const value = state.get(select.name) ?? '';
      select.value = all('option', select).some((option) => option.value === value) ? value : '';
    }
    apply();
  };

  const reset = () => {
    search.value = '';
    for (const select of selects) select.value = '';
    apply();
  };

  search.addEventListener('input', apply);
  for (const select of selects) select.addEventListener('change', apply);
  document.getElementById('reset').addEventListener('click', reset);
  document.getElementById('expand').addEventListener('click', ({ currentTarget }) => {
    const open = currentTarget.getAttribute('aria-pressed') !== 'true';
    currentTarget.setAttribute('aria-pressed', String(open));
    for (const { element } of sites) if (!element.hidden) element.open = open;
  });
  for (const bar of bars) {
    bar.addEventListener('click', () => {
      const select = selects.find(({ name }) => name === bar.dataset.facet);
      select.value = select.value === bar.dataset.value ? '' : bar.dataset.value;
      apply();
    });
  }
  addEventListener('hashchange', restore);

  let openedForPrint = [];
  addEventListener('beforeprint', () => {
    openedForPrint = sites.map(({ element }) => element).filter(({ hidden, open }) => !hidden && !open);
    for (const element of openedForPrint) element.open = true;
  });
  addEventListener('afterprint', () => {
    for (const element of openedForPrint) element.open = false;
  });

  const move = (step) => {
    const shown = sites.filter(({ element }) => !element.hidden).map(({ element }) => element.querySelector('summary'));
    const at = shown.findIndex((summary) => summary.parentElement.contains(document.activeElement));
    const last = shown.length - 1;
    const first = step > 0 ? 0 : last;
    const next = shown[at === -1 ? first : Math.min(Math.max(at + step, 0), last)];
    if (next) next.focus();
  };
  const typing = () => /^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? '');
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      reset();
      if (typing()) document.activeElement.blur();
    } else if (typing()) return;
    else if (event.key === '/') search.focus();
    else if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else return;
    event.preventDefault();
  });

  restore();
})();`;
