"""Parts of which the names of a month of news are put together; first names stand whole."""

from __future__ import annotations

Parts = tuple[tuple[str, ...], tuple[str, ...]]

_LANDS = """Ald Ash Bar Bel Brad Bram Bran Brom Bur Cald Cam Car Chel Clay Col Crow Dal Dar Del Dun
    Ed Elm Ems Far Fen Fros Gal Gil Glen Gran Gris Had Hal Ham Har Hel Hol Hor Hum Ing Kel
    Ken Kir Kol Lam Lan Lin Lod Lun Mal Mar Mel Mil Mor Nor Old Ost Pem Pen Ral Ren Rod Ros
    Sal Sand Sel Shel Sol Stan Stav Sto Sun Tam Tel Thor Til Tor Tul Ul Var Ver Vol Wal War
    Wel Wes Wil Win Wy"""
_ENDS = """ford ham ton wick mouth bury port stad berg dale field gate haven holm hurst kirk low
    mere minster moor ness pool ridge stead stow vik well worth zell"""
_SURS = """Ab Ad Al And Arn Bach Ball Beck Berg Bern Bol Brand Brun Carl Cas Dahl Dav Dell Der Dor
    Eber Eck Ell Er Fal Fel Fer Fisch Gar Ger Gold Gran Gus Haas Hart Heil Her Hoff Hol Isak
    Jak Jans Jen Kel Kir Klein Kol Kran Lam Lar Leh Lin Lund Mad Mal Man Mar Mey Mol Nag
    Niel Nor Ols Ort Pal Pel Per Pol Ram Rein Ric Ros Sal Sand Sch Sil Sorn Stein Sten Stol
    Svend Tal Than Tor Ulr Val Vik Vin Wag Wal Web Wer Wil Win Zan Zim"""
_SONS = """mann sen son ström gren qvist berg stein hardt wald brook ley ling low man mer nard ner
    ova ovic owski etti ini ard auer bach dorf feld hofer kamp land meier rich roth sky ther"""
_MAKES = """Acc Agr Alt Amp Aqu Arc Ast Aur Bio Can Cas Cel Cen Cor Cyb Dat Del Dom Dyn Ele Emb Ene
    Ept Equ Far Fid Flo For Gal Gen Geo Gra Hel Hex Hyd Ind Inf Int Iso Jun Kal Kin Lab Leg
    Lex Lum Mag Max Med Mer Met Mon Nav Neo Nex Nor Nov Opt Orb Ori Pac Pan Per Pet Pro Pul
    Qua Rad Reg Res Rob Sat Sen Ser Sol Son Spe Sta Syn Tec Ter The Tra Tri Uni Val Vec Ver
    Vit Vol Xen Zen"""
_TRADES = """adex alis amar andra ania aris astra atec avia ectra edia egon elio ema enta eon era
    esco estra etix evo ica idian igen ilo imex ina ipex isco iva odyne olia omnia onix ora
    osan otech oxa umen unix"""
_FIRST = """Ada Amir Anna Anton Asha Boris Carla Chen Clara Daniel Dario Elena Emil Erik Fatima
    Felix Greta Hanna Hugo Ibrahim Ines Iris Ivan Jana Jonas Julia Karim Lara Lea Leon Lina
    Lucia Lukas Marco Maria Marta Max Mira Nadia Nils Noor Olga Omar Oscar Paul Petra Priya
    Rafael Rosa Ruben Sara Sofia Stefan Tara Theo Tomas Vera Viktor Wanda Yusuf"""

FIRST_NAMES = tuple(_FIRST.split())
PLACES: Parts = (tuple(_LANDS.split()), tuple(_ENDS.split()))
LAST_NAMES: Parts = (tuple(_SURS.split()), tuple(_SONS.split()))
FIRMS: Parts = (tuple(_MAKES.split()), tuple(_TRADES.split()))
