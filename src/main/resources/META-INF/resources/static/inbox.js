// Makes the same pages quicker: live updates, countdowns, keys. Everything works without it, and it believes the server only.
'use strict';
(() => {
  const page = document.body.dataset.page;
  const worker = document.currentScript.dataset.worker;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);
  const live = one('#live');
  const status = one('#status');

  // ---- what is chosen for this browser
  for (const section of all('[data-needs-script]')) section.hidden = false;
  for (const box of all('[data-choice]')) {
    const key = `countersign.${box.dataset.choice}`;
    box.checked = localStorage.getItem(key) !== 'off';
    box.addEventListener('change', () => localStorage.setItem(key, box.checked ? 'on' : 'off'));
  }

  // ---- secrets that are shown once
  for (const b of all('[data-copy]')) {
    b.hidden = !navigator.clipboard;
    b.addEventListener('click', async () => {
      await navigator.clipboard.writeText(one(`#${b.dataset.copy}`).textContent);
      b.textContent = 'Copied';
    });
  }

  // ---- time
  const words = ms => {
    const s = Math.floor(ms / 1000);
    if (s <= 0) return 'time is up';
    if (s >= 172800) return `${Math.floor(s / 86400)} days left`;
    if (s >= 7200) return `${Math.floor(s / 3600)} h left`;
    if (s >= 300) return `${Math.floor(s / 60)} min left`;
    return s >= 60 ? `${Math.floor(s / 60)} min ${s % 60} s left` : `${s} s left`;
  };
  const countDown = () => {
    for (const e of all('[data-expires]')) {
      const left = Date.parse(e.dataset.expires) - Date.now();
      const time = one('time', e) ?? e;
      const text = words(left);
      if (time.textContent !== text) time.textContent = text;
      e.classList.toggle('soon', left < 300000);
    }
  };
  countDown();
  setInterval(countDown, 1000);

  // ---- the page as the server has it now
  let spoken = 0;
  const say = text => {
    const wait = Math.max(0, spoken + 5000 - Date.now());
    spoken = Date.now() + wait;
    setTimeout(() => {
      status.textContent = text;
    }, wait);
  };
  const fetchPage = async () => {
    const answer = await fetch(location.href, { headers: { 'X-Countersign-Background': '1' }, redirect: 'error', cache: 'no-store' });
    if (answer.status === 401) {
      lost('Your session has ended');
      return null;
    }
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  };
  const freshList = fresh => {
    let added = 0;
    for (const lane of all('.lane')) {
      const now = one(`[data-testid="${lane.dataset.testid}"]`, fresh);
      const rows = one('.rows', lane);
      const ids = new Map(all('[data-testid=row]', now).map(r => [r.dataset.id, r]));
      for (const row of all('[data-testid=row]', lane)) {
        const same = ids.get(row.dataset.id);
        ids.delete(row.dataset.id);
        // nothing moves under the pointer: what is over stays, grey, until the next load
        row.classList.toggle('gone', !same);
        if (!same) {
          const elsewhere = one(`[data-testid=row][data-id="${row.dataset.id}"]`, fresh);
          row.dataset.state = elsewhere?.dataset.state ?? 'ended';
          const pick = one('.pick input', row);
          if (pick) Object.assign(pick, { checked: false, disabled: true });
          const left = one('.left', row);
          left.removeAttribute('data-expires');
          left.classList.remove('soon');
          left.textContent = elsewhere ? elsewhere.dataset.state : 'decided or ended';
        }
      }
      const paged = one('[data-testid=next-page]', now) && location.search === '';
      for (const row of ids.values()) {
        if (paged && rows.children.length >= 50) break;
        const fresher = document.importNode(row, true);
        const mark = document.createElement('span');
        mark.className = 'new';
        mark.textContent = 'new';
        one('.end', fresher)?.append(mark);
        rows.append(fresher);
        if (lane.dataset.testid === 'lane-needs-me') added++;
      }
      one('.count', lane).textContent = one('.count', now).textContent;
      one('.none', lane).hidden = rows.children.length > 0;
      const next = one('[data-testid=next-page]', now);
      const old = one('[data-testid=next-page]', lane);
      if (next && old) old.textContent = next.textContent;
      else if (next) lane.append(document.importNode(next.parentNode, true));
    }
    if (added) say(added === 1 ? '1 new call needs you' : `${added} new calls need you`);
  };
  const freshCall = fresh => {
    const mine = one('#call');
    const now = one('#call', fresh);
    if (!now || (now.dataset.version === mine.dataset.version && now.dataset.state === mine.dataset.state && one('#facts', now).textContent.replace(/\d+ (s|min|h|days)/g, '') === one('#facts').textContent.replace(/\d+ (s|min|h|days)/g, ''))) return;
    const focused = document.activeElement;
    const message = one('[data-testid=message]');
    mine.dataset.version = now.dataset.version;
    mine.dataset.state = now.dataset.state;
    for (const id of ['facts', 'course']) one(`#${id}`).replaceChildren(...document.importNode(one(`#${id}`, now), true).childNodes);
    if (message && !one('[data-testid=message]')) one('#facts').append(message);
    if (!one('form', one('#decide', now))) {
      const decided = one('#decide form');
      one('#decide').replaceChildren(...document.importNode(one('#decide', now), true).childNodes);
      const by = one('[data-testid=decided-by]');
      if (decided && by) {
        by.setAttribute('role', 'alert');
      }
    }
    if (focused && focused !== document.body && !focused.isConnected) one('#state').focus();
  };
  let busy = false;
  let again = false;
  const refresh = async () => {
    if (page !== 'list' && page !== 'call') return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const fresh = await fetchPage();
      if (fresh) {
        if (page === 'list') {
          document.title = fresh.title;
          freshList(fresh);
        } else freshCall(fresh);
        countDown();
      }
    } catch {
      // the network failed: the page stays as it is and says below that it is not live
    }
    busy = false;
    if (again) {
      again = false;
      setTimeout(refresh, 150);
    }
  };

  // ---- live
  let since;
  const lost = why => {
    since ??= new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    live.hidden = false;
    live.dataset.state = 'lost';
    live.textContent = why ?? `Not live since ${since}`;
  };
  const alive = () => {
    const missed = live.dataset.state !== 'live';
    since = undefined;
    live.hidden = false;
    live.dataset.state = 'live';
    live.textContent = '● Live';
    if (missed) refresh();
  };
  const poll = () => {
    if (document.visibilityState === 'visible' && live.dataset.state !== 'live') refresh();
  };
  const id = one('#call')?.dataset.id;
  if (page === 'list' || page === 'call') {
    setInterval(poll, 5000);
    if (globalThis.SharedWorker) {
      const { port } = new SharedWorker(worker);
      port.onmessage = ({ data }) => {
        data.live ? alive() : lost();
        if (data.change && (page === 'list' || data.change.id === id)) refresh();
      };
      addEventListener('pagehide', () => port.postMessage('bye'));
      addEventListener('pageshow', e => {
        if (e.persisted) location.reload();
      });
    }
  }

  // ---- deciding
  const form = () => one('.decide');
  const box = () => one('[name=confirm]', form());
  const send = decision => {
    const button = one(`button[value=${decision}]`, form());
    if (!button) return;
    if (decision === 'approve' && box()) box().checked = true;
    form().requestSubmit(button);
  };
  let holding;
  const letGo = () => {
    if (!holding) return;
    clearTimeout(holding.timer);
    holding.button.classList.remove('holding');
    holding = undefined;
    say('Let go before a second was over: nothing was decided');
  };
  const hold = () => {
    const button = one('.approve', form());
    if (!button || button.disabled || holding) return;
    button.classList.add('holding');
    say('Hold for one second to approve');
    holding = {
      button,
      timer: setTimeout(() => {
        holding = undefined;
        send('approve');
      }, 1000)
    };
  };
  if (form()) {
    const text = one('.hold');
    if (text) text.hidden = false;
    const approve = one('.approve', form());
    if (box()) {
      approve.addEventListener('pointerdown', e => {
        if (!box().checked && e.button === 0) hold();
      });
      for (const end of ['pointerup', 'pointerleave', 'pointercancel']) approve.addEventListener(end, letGo);
      approve.addEventListener('contextmenu', e => e.preventDefault());
    }
    let sent = false;
    form().addEventListener('submit', e => {
      if (sent) {
        e.preventDefault();
        return;
      }
      sent = true;
      say('Deciding…');
      // after the browser has collected the fields, the pressed button among them
      setTimeout(() => all('.decide button').forEach(b => (b.disabled = true)));
    });
  }

  // ---- keys
  const help = one('#help');
  const helpButton = one('#keys');
  if (helpButton) {
    helpButton.hidden = false;
    helpButton.addEventListener('click', () => help.showModal());
  }
  const mark = step => {
    const rows = all('[data-testid=row]');
    if (!rows.length) return;
    const at = rows.findIndex(r => r.hasAttribute('aria-current'));
    const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    for (const r of rows) if (r !== row) r.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'true');
    one('a', row).focus();
  };
  // ---- where to: pages and the calls on this one, by a few letters of their names
  const palette = one('#palette');
  const finder = one('#palette-text');
  const found = one('#palette-list');
  const places = () =>
    [
      ...all('nav a').map(a => [a.textContent, a]),
      ...all('.turn a, [data-testid=edit], [data-testid=next-page]').map(a => [a.textContent, a]),
      ...all('[data-testid=row] a').map(a => [`${a.textContent} ${one('.values', a.closest('li'))?.textContent ?? ''}`, a])
    ].map(([text, a]) => ({ text: text.replace(/\s+/g, ' ').trim(), href: a.href }));
  const choose = step => {
    const options = all('[role=option]', found);
    const at = options.findIndex(o => o.getAttribute('aria-selected') === 'true');
    const to = options[Math.min(options.length - 1, Math.max(0, at + step))];
    for (const o of options) o.setAttribute('aria-selected', String(o === to));
    if (to) finder.setAttribute('aria-activedescendant', to.id);
    else finder.removeAttribute('aria-activedescendant');
    to?.scrollIntoView({ block: 'nearest' });
  };
  const narrow = () => {
    const parts = finder.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = places().filter(p => parts.every(w => p.text.toLowerCase().includes(w)));
    if (finder.value.trim()) fits.push({ text: `Search the history for “${finder.value.trim()}”`, href: `/history?q=${encodeURIComponent(finder.value.trim())}` });
    found.replaceChildren(
      ...fits.slice(0, 12).map((p, i) => {
        const option = document.createElement('li');
        Object.assign(option, { id: `place-${i}`, textContent: p.text, role: 'option' });
        option.setAttribute('role', 'option');
        option.dataset.href = p.href;
        option.addEventListener('click', () => location.assign(p.href));
        return option;
      })
    );
    choose(1);
  };
  if (palette) {
    finder.addEventListener('input', narrow);
    finder.addEventListener('keydown', e => {
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        e.preventDefault();
        choose(e.key === 'ArrowDown' ? 1 : -1);
      } else if (e.key === 'Enter') {
        e.preventDefault();
        const to = one('[aria-selected=true]', found);
        if (to) location.assign(to.dataset.href);
      }
    });
  }
  const find = () => {
    finder.value = '';
    palette.showModal();
    narrow();
  };

  // ---- who else is looking
  const looking = one('#looking');
  const token = one('[name=csrf-token]')?.value;
  const look = async () => {
    if (!looking || document.visibilityState !== 'visible' || one('#call').dataset.state !== 'pending') return;
    try {
      const answer = await fetch(`/inbox/${id}/readers`, {
        method: 'POST',
        redirect: 'error',
        headers: { 'X-Countersign-Background': '1', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ 'csrf-token': token })
      });
      const text = answer.ok ? await answer.text() : '';
      const where = one('#looking');
      where.textContent = text;
      where.hidden = !text;
    } catch {
      // nothing is known of the others: nothing is said
    }
  };
  if (looking && page === 'call') {
    look();
    setInterval(look, 10000);
  }

  // ---- a session that is about to end
  const idle = Number(document.body.dataset.idle) * 1000;
  if (idle > 0) {
    let used = Date.now();
    const others = globalThis.BroadcastChannel && new BroadcastChannel('countersign-session');
    if (others) {
      others.onmessage = () => (used = Date.now());
      others.postMessage('used');
    }
    const notice = one('#ending');
    one('button', notice).addEventListener('click', async () => {
      const answer = await fetch(location.href, { redirect: 'manual', cache: 'no-store' }).catch(() => null);
      if (answer?.ok) {
        used = Date.now();
        others?.postMessage('used');
        notice.hidden = true;
      } else lost('Your session has ended');
    });
    setInterval(() => {
      notice.hidden = Date.now() - used < idle - Math.min(120000, idle / 2) || Date.now() - used > idle;
    }, 1000);
  }

  let keysOff = false;
  try {
    keysOff = localStorage.getItem('countersign.shortcuts') === 'off';
  } catch {
    // a browser that keeps nothing: the keys stay on
  }
  const typing = e => e instanceof Element && (e.matches('input:not([type=checkbox]),textarea,select') || e.isContentEditable);
  addEventListener('keydown', e => {
    if (e.target === one('#comment')) {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.repeat) {
        e.preventDefault();
        send('deny');
      } else if (e.key === 'Escape') e.target.blur();
      return;
    }
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k' && !e.altKey && !e.shiftKey && palette && !help?.open && !keysOff) {
      e.preventDefault();
      if (!palette.open) find();
      return;
    }
    if (keysOff || typing(e.target) || help?.open || palette?.open || e.ctrlKey || e.altKey || e.metaKey || e.repeat || e.isComposing) return;
    const act = {
      j: () => (page === 'call' ? one('[rel=next]')?.click() : mark(1)),
      k: () => (page === 'call' ? one('[rel=prev]')?.click() : mark(-1)),
      x: () => one('[aria-current] .pick input:enabled')?.click(),
      e: () => one('[data-testid=edit]')?.click(),
      '?': () => help.showModal(),
      '/': () => {
        const q = one('[name=q]');
        if (!q) return location.assign('/history');
        q.closest('details')?.setAttribute('open', '');
        q.focus();
      },
      r: () => one('#comment')?.focus(),
      a: () => form() && (box() ? hold() : send('approve'))
    }[e.key];
    if (act) {
      e.preventDefault();
      act();
    }
  });
  addEventListener('keyup', e => {
    if (e.key === 'a') letGo();
  });
  addEventListener('blur', letGo);
})();
