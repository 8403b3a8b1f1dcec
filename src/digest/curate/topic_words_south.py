"""Spanish and Italian words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. A form whose stem no listed word has is listed itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ITALIAN", "SPANISH"]

SPANISH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            guerra guerras conflicto conflictos combates combatientes tropas soldados soldado
            ejército militar militares fuerzas armadas armas fuego tregua misil misiles dron
            drones ataque ataques bombardeo bombardeos bomba explosión atentado atentados
            terrorista terroristas terrorismo rebeldes milicias guerrilla rehenes muertos
            muertes fallecidos heridos víctimas terremoto sismo seísmo réplicas inundación
            inundaciones lluvias tormenta huracán ciclón tifón tsunami incendio incendios
            erupción volcán deslizamiento alud catástrofe rescate rescatistas rescatados
            supervivientes sobrevivientes desaparecidos escombros evacuados evacuación
            refugiados desplazados migrantes asilo frontera fronteras fronterizo extranjero
            exteriores embajada embajador embajadora diplomático diplomáticos diplomacia
            canciller cumbre tratado acuerdo paz negociaciones negociadores sanciones naciones
            unidas onu seguridad otan golpe junta régimen dictador kremlin moscú rusia ruso
            ucrania kiev israel israelí gaza palestinos siria irán irak afganistán talibanes
            naufragio barco transbordador avión accidente descarrilamiento humanitaria
            humanitario hambruna sequía manifestantes disturbios pueblo pueblos aldea aldeas
            civiles población campamento campamentos capital provincia destruyó destruidas
            destruidos magnitud epicentro alerta guardacostas pescadores prisioneros
            secuestrados secuestro mortal ofensiva ocupación zona sacudió protesta protestas tiroteo
            policía
        """,
        "Politics": """
            elecciones elección electoral electorales electores votantes voto votos votación
            votó urnas comicios sondeo encuesta encuestas candidato candidata candidatos
            candidatura campaña partido partidos parlamento parlamentario parlamentaria congreso
            senado senadores senador diputados diputado diputada mayoría oposición coalición
            gobierno gobiernos ministro ministra ministros ministerio presidente presidenta
            presidencia presidencial alcalde alcaldesa ayuntamiento concejales ley leyes
            proyecto reforma reformas enmienda constitución constitucional referéndum
            presupuesto presupuestos moción censura dimisión dimite dimitió renuncia investidura
            debate política político políticos políticas socialistas socialista conservadores
            liberales izquierda derecha mandato escrutinio abstención pensiones cámara lista
            listas alianza decreto pleno sesión corrupción portavoz gabinete impuesto impuestos
            fiscal inmigración ciudadanos petición escaños escaño rechazó aprobó aprueba
            parlamentarios electo municipal municipio municipios municipales democracia autonomía
            legislativo legislación secretaria exministro exministra expresidente expresidenta
            exalcalde exalcaldesa fiscalía
        """,
        "Business": """
            empresa empresas empresarial compañía compañías firma economía económico económica
            beneficio beneficios ganancias pérdidas ingresos ventas resultados trimestre
            trimestral bolsa acciones accionistas inversores inversión inversiones mercado
            mercados banco bancos bancaria central tipos tasas interés inflación precios alza
            crecimiento recesión pib desempleo paro empleo empleos despidos despedirá salarios
            trabajadores sindicato sindicatos huelga comercio exportaciones importaciones
            aranceles compra comprará adquisición fusión quiebra acreedores deuda crédito
            créditos fondo fondos aseguradora directivos consejero ejecutivo millones euros
            dólares moneda petróleo barril materias industria industrial fábrica fábricas
            producción fabricante automóviles minorista supermercados consumidores consumo
            clientes competencia proveedores dividendo previsiones vivienda alquiler aerolínea
            naviera filial pymes patronal cadena tiendas tienda marca venta vende contrato
            contratos pedido pedidos carga entregas costes costos margen balance préstamo
            préstamos bonos aerolíneas contratará recorte recortes plantilla cierre puestos
            financiera financiero financieros financiación finanzas gasolina federal banquero
        """,
        "Technology": """
            programa programas software informático informática ordenador ordenadores
            computadora computadoras internet web página navegador buscador red redes
            teléfono teléfonos móvil móviles celular celulares aplicación aplicaciones usuarios
            usuario datos digital digitales tecnología tecnologías tecnológica tecnológico
            inteligencia artificial algoritmo algoritmos robot robots chip chips semiconductores
            procesador procesadores servidor servidores nube piratas ciberataque ciberseguridad
            vulnerabilidad contraseña contraseñas cifrado actualización desarrolladores
            desarrollador programadores código startup fibra banda operadora telecomunicaciones
            batería consola videojuego videojuegos plataforma plataformas streaming google apple
            microsoft amazon meta openai nvidia samsung sensores dispositivo dispositivos
            pantalla virtual apagón caída mensajería asistente portal cuenta cuentas filtración
            cable antenas pago pagos abierto programación electrónica electrónico
            conectado automático traducción llamadas hacker hackers internautas mensaje mensajes
            versión versiones
        """,
        "Science": """
            científicos científico científica científicas ciencia investigadores investigadora
            investigador investigación estudio estudios descubrimiento descubren descubierto
            hallazgo experimento experimentos laboratorio universidad revista física físicos
            químicos química biología biólogos genes genoma genética células adn evolución fósil
            fósiles dinosaurio dinosaurios arqueólogos arqueóloga arqueología excavación
            excavaciones espacio espacial cohete satélite satélites astronauta astronautas
            astrónomos astrónoma telescopio planeta planetas luna marte sol estrella estrellas
            galaxia galaxias asteroide cometa órbita sonda estación nasa esa clima climático
            calentamiento emisiones carbono invernadero glaciar glaciares ártico antártida
            océano océanos mar coral corales biodiversidad especies especie animales aves
            insectos abejas ballenas bosque bosques ecosistema ambiente partículas cuántica
            matemático matemática nobel geólogos ejemplar ejemplares restos cráneo huesos misión
            lanzamiento despegue lanzó observatorio radiación colisionador fosa plancton
            mamífero mamíferos reptil planta plantas semillas molécula proteína enzima
            superconductor teorema hipótesis temperatura temperaturas mediciones sedimentos
            hielo volcanólogos
            júpiter cráter cráteres paleontólogos
        """,
        "Health": """
            salud hospital hospitales hospitalario clínica médico médicos médica médicas
            doctores enfermera enfermeras enfermeros sanitarios pacientes paciente
            enfermedad enfermedades enfermos infección infecciones infectadas contagios virus
            bacteria bacterias vacuna vacunas vacunación vacunados epidemia pandemia brote gripe
            sarampión malaria covid cáncer tumor tumores infarto corazón cardíaca sangre ictus
            diabetes obesidad demencia alzhéimer depresión mental terapia tratamiento
            tratamientos operación operados cirujano cirujanos cirugía medicamento medicamentos
            fármaco fármacos antibióticos ensayo síntomas diagnóstico sanidad farmacia farmacias
            medicina urgencias embarazo embarazada embarazadas nacimiento parto alimentación
            nutrición sueño tabaco fumadores alcohol donantes órganos trasplante higiene
            sanitaria sanitario oms contagiados foco dosis cólera dengue mosquitos mortalidad
            placebo camas ambulancia ambulancias cardiólogos pediatras lactantes bebés bebé
            madres dieta azúcar sal envejecimiento discapacidad dolor fiebre tos riñón pulmones
            cerebro dentistas curados presión arterial coronavirus psicólogo psicóloga psicología
        """,
        "Culture": """
            cultura cultural culturales arte artes artista artistas música músico músicos
            cantante cantantes canción canciones banda álbum disco concierto conciertos orquesta
            ópera sinfonía festival escenario teatro teatros obra obras actor actores actriz
            director directora película películas cine cines rodaje guion serie series
            televisión goya oscar estreno estrena museo museos exposición exposiciones galería
            cuadro cuadros pintor pintora pintura pinturas escultor escultora escultura
            fotógrafo fotógrafa fotografía colección subasta novela novelas libro libros
            librería autor autora escritor escritora editorial literatura literario poesía poeta
            cómic público espectadores espectáculo danza ballet coreógrafo flamenco jazz rock
            moda diseñador arquitecto arquitecta arquitectura patrimonio monumento comedia
            restauración manuscrito manuscritos partitura violín piano pianista violinista
            cineasta fresco frescos lienzo lienzos dibujo dibujos comisaria comisario galardón
            papel documental bienal biblioteca archivos leyenda gira letras poemas relato
            cuentos guionista coro circo musical musicales drama dramaturgo festivales
        """,
        "Sport": """
            deporte deportes deportista deportivo deportiva fútbol partido partidos equipo
            equipos jugador jugadores jugadora jugadoras entrenador entrenadora seleccionador
            capitán capitana delantero delantera portero portera defensa centrocampista gol
            goles penalti penaltis árbitro descanso prórroga victoria victorias ganó venció
            derrota empate clasificación líder ascenso descenso campeón campeona campeones
            campeonato título copa final semifinal cuartos torneo mundial liga olímpico olímpica
            olímpicos medalla medallas oro plata bronce récord carrera corredor corredora
            ciclista etapa vuelta pelotón maratón atleta atletas atletismo nadador nadadora
            natación esquí balonmano baloncesto rugby tenis tenista set sets raqueta golf
            boxeador boxeo club estadio aficionados temporada fichaje lesión lesionado selección
            dopaje piloto premio fórmula podio puntos marcador tiro tiros
            clasificado clasificada eliminado eliminada invicto derbi balón red pista regata
            vela remo escalada patinaje patinadora salto vallas naciones tarjeta suplente gana
            jornada transferencia competición
            golea golean empata empatan
        """,
    }
)

ITALIAN: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            guerra guerre conflitto soldati esercito truppe missili attacco attacchi attentato
            bombardamento terremoto alluvione alluvioni naufragio profughi rifugiati migranti
            confine frontiera ambasciatore ambasciata morti feriti vittime soccorsi soccorritori
            tregua negoziati vertice sanzioni esteri combattimenti esplosione incendio incendi
            traghetto nave barca aereo incidente deragliamento crollo crolla crollata crollato
            frana frane maltempo tempesta uragano nubifragio esondazione eruzione vulcano dispersi
            macerie sfollati evacuati sopravvissuti pompieri vigili fuoco guardia costiera polizia
            carabinieri procura indagine arrestato arrestati omicidio sparatoria terrorismo
            terroristi ostaggi ribelli milizie dittatore russia russo ucraina israele israeliano
            palestinesi siria iran iraq afghanistan onu trattato diplomazia manifestanti proteste
            civili carestia siccità villaggio impalcatura militare militari provincia nucleare
            prigionieri tribunale
        """,
        "Politics": """
            elezioni elettori elettorale voto partito partiti parlamento camera senato senatori
            deputati governo ministro ministra ministri premier sindaco sindaca legge riforma
            opposizione maggioranza coalizione bilancio dimissioni referendum candidato
            candidata votazione seggi presidente quirinale palazzo decreto emendamento
            costituzione regione comune giunta consigliere consiglieri corruzione politica politico
            politici politiche ministero ministeri democrazia democratico democratici immigrati
            immigrazione autonomia legislativo leggi socialista liberale federale governi
            governatore
        """,
        "Business": """
            azienda aziende impresa imprese utile utili ricavi borsa azioni azionisti economia
            banca banche inflazione prezzi crescita recessione occupazione disoccupazione
            stipendi sindacati sciopero commercio esportazioni dazi acquisizione fusione
            fallimento debito miliardi milioni fatturato mercato mercati investitori tassi
            obbligazioni spread petrolio industria fabbrica stabilimento dipendenti contratto
            pensioni consumi consumatori imposte tasse credito crediti finanza finanze finanziario
            finanziaria finanziari
        """,
        "Technology": """
            informatica rete reti dati utenti telefono telefoni applicazione applicazioni
            digitale tecnologia tecnologie intelligenza artificiale algoritmo server sicurezza
            hacker sviluppatori dispositivo dispositivi videogiochi piattaforma computer software
            internet cellulare cellulari robot chip processore password
        """,
        "Science": """
            ricercatori ricercatrice scienziati scienziata scienza studio scoperta esperimento
            laboratorio università fisica chimica biologia geni fossile fossili archeologi
            spazio pianeta telescopio satellite orbita clima ghiacciai ghiacciaio oceano specie
            animali scientifica scientifico scientifici scientifiche temperatura temperature
            missione atmosfera
            sonda luna marte giove cratere crateri
        """,
        "Health": """
            salute ospedale ospedali medico medici infermieri pazienti paziente malattia
            malattie infezione vaccino vaccini epidemia pandemia influenza tumore tumori cancro
            cuore terapia terapie cura cure farmaco farmaci diagnosi sanità sintomi medicina
            depressione mentale psicologo psicologa
            morbillo vaccinare contagi
        """,
        "Culture": """
            cultura arte artista artisti musica cantante canzone canzoni concerto orchestra
            opera teatro attore attrice regista cinema romanzo libro libri scrittore scrittrice
            museo musei mostra mostre quadro pittore letteratura televisione televisivo televisiva
            architettura galleria musicale musicali documentario documentari statua
        """,
        "Sport": """
            calcio partita partite squadra squadre giocatore giocatori allenatore gol rete
            vittoria sconfitta pareggio campionato campione coppa finale torneo olimpiadi serie
            attaccante portiere difensore arbitro rigore scudetto mister basket pallavolo rugby
            maratona pilota pista mondiali europei nazionale
            medaglia medaglie gara gare ciclista tappa tennis nuoto tifosi stadio competizione
            eliminato eliminata
            classifica doppietta tripletta batte battono
        """,
    }
)
