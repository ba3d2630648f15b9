/** The widget's looks. Colours of the site come as custom properties, checked for contrast before they are set. */
export const styles = `
:host{all:initial;position:fixed;z-index:2147483000;inset:auto 20px 20px auto;direction:ltr;
--bg:#fff;--bg2:#f3f5f8;--line:#e1e5eb;--edge:#7f8898;--text:#161a21;--text2:#4a5260;--text3:#5d6676;--bad:#ac2420;--badbg:#fce8e6;
--warn:#7a4300;--warnbg:#fdf0d5;--ok:#08694a;--star:#a66200;--shadow:0 12px 40px rgba(16,24,40,.18),0 2px 8px rgba(16,24,40,.10);
font:15px/22px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--text);-webkit-text-size-adjust:100%}
:host([data-side=left]){inset:auto auto 20px 20px}
:host([data-theme=dark]){--bg:#171a20;--bg2:#22272f;--line:#2d343e;--edge:#76808f;--text:#e8ebf0;--text2:#b9c0cc;--text3:#98a1b1;
--bad:#ff9a93;--badbg:#351917;--warn:#f0bd63;--warnbg:#2f230d;--ok:#63d6a8;--star:#f0bd63;--shadow:0 12px 40px rgba(0,0,0,.5),0 0 0 1px #2d343e}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0;padding:0}
[hidden]{display:none!important}
button{background:none;border:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
svg{display:block;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launch{display:grid;place-items:center;width:60px;height:60px;border-radius:50%;background:var(--accent);color:var(--on);
box-shadow:0 6px 20px rgba(16,24,40,.24);transition:transform .12s;position:relative}
.launch:hover{transform:scale(1.05)}
.launch .badge{position:absolute;top:-4px;right:-4px;min-width:24px;height:24px;padding:0 7px;border-radius:12px;background:#c5302c;color:#fff;
font:600 13px/20px system-ui,sans-serif;border:2px solid var(--bg);font-variant-numeric:tabular-nums}
.panel{display:flex;flex-direction:column;width:384px;height:min(640px,calc(100vh - 40px));height:min(640px,calc(100dvh - 40px));background:var(--bg);
border-radius:16px;box-shadow:var(--shadow);overflow:hidden;overflow:clip;position:relative;animation:rise .16s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
.head{display:flex;align-items:center;padding:14px 10px 14px 18px;background:var(--accent);color:var(--on);min-height:68px}
.head h2{font-weight:600;font-size:16px;line-height:22px;overflow-wrap:anywhere;outline:0}
.head p{font-size:13px;line-height:18px;display:flex;gap:6px;align-items:center}
.head .who{flex:1;min-width:0;margin-right:8px}.head>.face{margin-right:12px}.head>.icon:first-child{margin:0 8px 0 -10px}.head .more svg{stroke-width:3.2}
.face{width:40px;height:40px;border-radius:50%;display:grid;place-items:center;font-weight:600;flex:none;background:var(--on);color:var(--accent)}
.dot{width:8px;height:8px;border-radius:50%;background:currentColor;flex:none}
.dot.off{background:none;border:1.5px solid currentColor}
.icon{width:40px;height:40px;border-radius:10px;display:grid;place-items:center;flex:none}
.icon[aria-disabled=true]{opacity:.45;cursor:default}
.head .icon:hover,.head .icon[aria-expanded=true]{background:color-mix(in srgb,var(--on) 16%,transparent)}
.head :focus-visible{outline-color:var(--on)}
.menu{position:absolute;top:60px;right:10px;z-index:2;background:var(--bg);border-radius:12px;box-shadow:var(--shadow);padding:6px;min-width:220px;color:var(--text)}
.menu button{display:flex;gap:10px;align-items:center;width:100%;padding:10px 12px;border-radius:8px;text-align:left}
.menu button:hover{background:var(--bg2)}
.bar{display:flex;gap:10px;align-items:center;padding:9px 18px;font-size:13px;line-height:18px;background:var(--warnbg);color:var(--warn)}
.bar.calm{background:var(--bg2);color:var(--text2)}
.bar b{font-weight:600;font-variant-numeric:tabular-nums}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px 18px 8px;outline-offset:-2px}
.lines{display:flex;flex-direction:column;gap:4px;min-height:100%}
.lines>:first-child{margin-bottom:auto}
.day,.note{align-self:center;text-align:center;font-size:12px;line-height:16px;color:var(--text3);padding:10px 8px 6px;max-width:90%;overflow-wrap:anywhere}
.older{align-self:center;font-size:13px;color:var(--link);padding:6px 12px;border-radius:8px}
.older:hover{background:var(--bg2)}
.hello{text-align:left;padding:4px 0 14px;max-width:310px}
.hello .big{color:var(--text);font-weight:600;font-size:19px;line-height:26px;margin-bottom:6px;text-wrap:balance}
.hello p{color:var(--text2);white-space:pre-line;overflow-wrap:anywhere}
.msg{max-width:82%;align-self:flex-start;display:flex;flex-direction:column}
.msg.own{align-self:flex-end;align-items:flex-end}
.msg.first{margin-top:10px}
.msg .name{font-size:12px;line-height:16px;color:var(--text3);padding:0 4px 3px}
.bubble{background:var(--bg2);border-radius:16px 16px 16px 5px;padding:9px 13px;white-space:pre-wrap;overflow-wrap:anywhere}
.own .bubble{background:var(--accent);color:var(--on);border-radius:16px 16px 5px 16px}
.bubble.gone{font-style:italic;background:none;border:1px solid var(--line);color:var(--text3)}
.bubble.bad{background:var(--bg);color:var(--text);box-shadow:inset 0 0 0 1.5px var(--bad)}
.bubble.image{padding:4px}
.bubble img{display:block;max-width:100%;max-height:220px;border-radius:12px}
.meta{display:flex;gap:4px;align-items:center;font-size:12px;line-height:16px;color:var(--text3);padding:3px 4px 0;font-variant-numeric:tabular-nums}
.meta.bad{color:var(--bad)}
.link{color:var(--link);text-decoration:underline;text-underline-offset:2px;font-size:13px;padding:2px 4px;border-radius:4px}
.doc{display:flex;align-items:center;gap:10px;text-align:left;min-width:200px}
.doc b{font-weight:600;overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.doc span{font-size:12px;line-height:16px}
progress{appearance:none;border:0;height:4px;width:100%;border-radius:2px;overflow:hidden;background:var(--line);margin-top:6px;display:block}
progress::-webkit-progress-bar{background:var(--line)}progress::-webkit-progress-value{background:var(--link)}progress::-moz-progress-bar{background:var(--link)}
.dots{display:inline-flex;gap:4px;padding:5px 0}
.dots i{width:6px;height:6px;border-radius:50%;background:var(--text3);animation:blink 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes blink{0%,60%,100%{opacity:.3}30%{opacity:1}}
.write{border-top:1px solid var(--line);padding:10px 10px 10px 12px;display:flex;align-items:flex-end;gap:4px}
.write textarea{flex:1;min-width:0;resize:none;border:0;background:none;outline:0;padding:9px 6px;max-height:132px;min-height:40px;line-height:22px}
.write:focus-within{box-shadow:inset 0 2px 0 var(--focus)}
::placeholder{color:var(--text3);opacity:1}
.write .icon{color:var(--text2)}.write .icon:hover{background:var(--bg2)}
.write .icon.go{background:var(--accent);color:var(--on)}
.write .icon.go[aria-disabled=true]{background:none;color:var(--text3);opacity:1}
.drop{position:absolute;inset:8px;border:2px dashed var(--link);border-radius:12px;background:var(--bg);display:grid;place-items:center;z-index:3;
color:var(--text);font-weight:600;text-align:center;padding:20px;pointer-events:none}
.form{flex:1;overflow-y:auto;padding:18px;display:flex;flex-direction:column;gap:14px}
.form>p{color:var(--text2);white-space:pre-line}
.form h3{font-weight:600;font-size:19px;line-height:26px}
.form label,.field{display:flex;flex-direction:column;gap:5px;font-size:13px;line-height:18px;color:var(--text2)}
.form label span,.form .hint{color:var(--text3)}
.form input,.form textarea,.form select{border:1px solid var(--edge);border-radius:10px;background:var(--bg);padding:10px 12px;font-size:16px;line-height:22px;color:var(--text);width:100%}
.form textarea{min-height:96px;resize:vertical}
.form [aria-invalid=true]{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
.error{color:var(--bad);font-size:13px;line-height:18px}
.main{background:var(--accent);color:var(--on);border-radius:10px;padding:12px 18px;font-weight:600;text-align:center;width:100%}
.main:hover{filter:brightness(1.06)}
.plain{border-radius:10px;padding:10px 16px;color:var(--link);font-weight:600;text-align:center}
.plain:hover{background:var(--bg2)}
.small{font-size:12px;line-height:16px;color:var(--text3)}
.small a{color:var(--link)}
.card{border-top:1px solid var(--line);padding:14px 18px;display:flex;flex-direction:column;gap:10px;text-align:center}
.card b{font-weight:600}
.stars{display:flex;justify-content:center;border:0}
.stars label{position:relative;padding:5px;border-radius:8px;cursor:pointer;color:var(--edge)}
.stars label.on{color:var(--star)}.stars label.on svg{fill:currentColor}
.stars label:focus-within{outline:2px solid var(--focus)}
.card textarea{border:1px solid var(--edge);border-radius:10px;background:var(--bg);padding:9px 12px;min-height:60px;resize:none;text-align:left}
.call{flex:1;overflow-y:auto;padding:28px 24px 20px;display:flex;flex-direction:column;align-items:center;gap:6px;text-align:center;outline:0}
.call .round{width:88px;height:88px;border-radius:50%;display:grid;place-items:center;background:var(--bg2);color:var(--link);margin-bottom:10px;font-weight:600;font-size:28px}
.call .round.busy{animation:pulse 1.6s ease-out infinite}.call .round.over{color:var(--text3)}.call .round.bad{color:var(--bad);background:var(--badbg)}
@keyframes pulse{from{box-shadow:0 0 0 0 color-mix(in srgb,var(--link) 35%,transparent)}to{box-shadow:0 0 0 22px transparent}}
.call h3{font-weight:600;font-size:19px;line-height:26px;text-wrap:balance;overflow-wrap:anywhere;outline:0}
.call p{color:var(--text2);max-width:300px;text-wrap:balance}.call .time{font-size:22px;line-height:30px;color:var(--text);font-variant-numeric:tabular-nums}
.call .bar{border-radius:10px;text-align:left;margin-top:8px;max-width:none}
.call .acts{margin-top:auto;padding-top:16px;display:flex;gap:18px;justify-content:center}
.call .acts.stack{flex-direction:column;gap:6px;width:100%}
.act{width:60px;height:60px;border-radius:50%;display:grid;place-items:center;background:var(--bg2);color:var(--text)}
.act:hover{filter:brightness(.96)}.act[aria-pressed=true]{background:var(--text);color:var(--bg)}.act.stop{background:#c5302c;color:#fff}
.pad{border:0;display:grid;grid-template-columns:repeat(3,56px);gap:8px;margin-top:12px}
.pad button{height:44px;border-radius:10px;background:var(--bg2);font-size:18px;font-weight:600}
button.bar{width:100%;text-align:left}
.two{display:flex;gap:8px}.two>*{flex:1}
@media (max-width:480px){
:host([data-open]){inset:0!important}
.panel{width:100vw;height:100vh;height:100dvh;border-radius:0;animation:none}
.write textarea{font-size:16px}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}.dots i{opacity:1}}
@media (forced-colors:active){.launch,.main,.bubble,.icon.go{border:1px solid ButtonText}.dot{background:ButtonText}}
@media print{:host{display:none}}
`;
