// Watches jobs that run, and stops an upload that is too large before it is sent.
'use strict';

const EVERY_MS = 1500;

function watch(section) {
  const show = (name, text) => {
    const place = section.querySelector(`[data-job-${name}]`);
    if (place && place.textContent !== text) place.textContent = text;
  };
  const bar = section.querySelector('progress');
  const ask = async () => {
    try {
      const response = await fetch(section.dataset.job, { headers: { Accept: 'application/json' } });
      if (!response.ok) return;
      const job = await response.json();
      show('state', job.label);
      show('phase', job.phase);
      show('count', job.done ? `${job.done.toLocaleString('cs')}${job.total ? ` z ${job.total.toLocaleString('cs')}` : ''}` : '');
      show('log', job.log.join('\n'));
      if (job.total) bar.value = Math.min(100, (100 * job.done) / job.total);
      else bar.removeAttribute('value');
      if (job.over) window.location.reload();
    } catch {
      show('phase', 'server neodpovídá, zkouším to dál');
    }
  };
  window.setInterval(ask, EVERY_MS);
}

function guard(form) {
  const limit = Number(form.dataset.limit);
  form.addEventListener('submit', (event) => {
    const files = [...form.querySelector('input[type=file]').files];
    const tooLarge = files.reduce((sum, file) => sum + file.size, 0) > limit;
    form.querySelector('[data-too-large]').hidden = !tooLarge;
    if (tooLarge) event.preventDefault();
  });
}

document.querySelectorAll('[data-job]').forEach(watch);
document.querySelectorAll('form[data-limit]').forEach(guard);
