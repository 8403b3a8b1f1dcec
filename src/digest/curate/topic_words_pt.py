"""Portuguese words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. A form whose stem no listed word has is listed itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PORTUGUESE"]

PORTUGUESE: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            guerra guerras conflito conflitos combates tropas soldados exército militares armas
            trégua cessar-fogo míssil mísseis drones ataque ataques bombardeio bombardeios bomba
            explosão atentado terrorista terroristas terrorismo rebeldes milícias reféns mortos
            mortes feridos vítimas terremoto sismo enchente enchentes inundação inundações cheias
            chuva chuvas temporal tempestade ciclone furacão tufão tsunami incêndio incêndios
            vulcão erupção deslizamento deslizamentos desabamento desabrigados desalojados
            desaparecidos resgate resgatados resgatou bombeiros sobreviventes escombros refugiados
            migrantes imigrantes asilo fronteira fronteiras embaixada embaixador diplomatas
            diplomacia cúpula tratado acordo paz negociações sanções nações unidas onu otan golpe
            regime ditador kremlin moscou rússia ucrânia kiev israel gaza palestinos síria irã
            iraque afeganistão naufrágio barco balsa navio avião acidente descarrilamento fome
            seca manifestantes protestos aldeia civis prisioneiros sequestro ofensiva polícia
            policiais tiroteio assassinato defesa civil guarda costeira
        """,
        "Politics": """
            eleições eleição eleitoral eleitores voto votos votação candidato candidata candidatos
            partido partidos congresso câmara senado senador senadora deputado deputada deputados
            parlamento governo ministro ministra ministros presidente presidência governador
            governadora prefeito prefeita vereador vereadores lei projeto reforma emenda oposição
            coalizão aliança mandato impeachment renúncia renunciou referendo plebiscito
            constituição veto decreto planalto autarca autarcas primeiro-ministro legislativas
            orçamento corrupção licitação supremo municipal municipais democracia debate autonomia
            legislativo
        """,
        "Business": """
            empresa empresas companhia lucro lucros prejuízo receita vendas ações acionistas
            bolsa mercado mercados investidores economia econômico economistas banco bancos banca
            juros selic inflação preços preço câmbio dólar euro moeda crescimento pib recessão
            desemprego emprego empregos salário salários greve sindicato sindicatos comércio
            exportações importações tarifas impostos dívida crédito fusão aquisição falência
            fábrica fábricas indústria montadora varejo petróleo bilhões milhões combustível
            consumo consumidor consumidores investimento investimentos acionista financeira
            financeiro financeiros financiamento finanças fiscal gasolina industrial
        """,
        "Technology": """
            tecnologia tecnologias computador computadores informática programa aplicativo
            aplicativos aplicação internet rede redes celular celulares telemóvel usuários
            utilizadores dados digital inteligência artificial algoritmo algoritmos servidor
            servidores hacker hackers invasão cibernético segurança plataforma plataformas
            dispositivo dispositivos robô robôs chip chips videogame videogames senha senhas
            telecomunicações
        """,
        "Science": """
            cientistas cientista pesquisadores pesquisadora investigadores pesquisa estudo estudos
            descoberta descobriram experimento laboratório universidade física química biologia
            genes genética fóssil fósseis dinossauro arqueólogos arqueologia espaço espacial
            planeta planetas telescópio satélite foguete astronautas órbita clima climáticas
            aquecimento emissões carbono geleira geleiras oceano oceanos espécie espécies animais
            floresta desmatamento biodiversidade temperatura temperaturas solar atmosfera
            sonda lua júpiter marte saturno asteroide asteroides cometa crateras
        """,
        "Health": """
            saúde hospital hospitais médico médica médicos enfermeiros enfermeira pacientes doença
            doenças infecção infeção vírus vacina vacinas vacinação surto epidemia pandemia dengue
            gripe câncer cancro tumor coração diabetes tratamento tratamentos terapia medicamento
            medicamentos remédio remédios diagnóstico sintomas gravidez leitos ambulância anvisa
            medicina mental depressão psicólogo psicóloga coronavirus coronavírus
        """,
        "Culture": """
            cultura cultural arte artista artistas música cantor cantora canção canções álbum show
            concerto orquestra ópera teatro peça ator atriz diretor diretora cineasta cinema filme
            filmes documentário série novela romance livro livros escritor escritora poeta poesia
            literatura museu museus exposição galeria pintor pintura quadro festival carnaval
            samba prêmio estreia televisão musical
        """,
        "Sport": """
            futebol jogo jogos partida partidas time times equipe equipa clube clubes jogador
            jogadores jogadora técnico treinador gol gols golo golos goleiro zagueiro atacante
            avançado árbitro torcida torcedores adeptos vitória derrota empate campeão campeã
            campeonato taça copa final semifinal torneio liga brasileirão libertadores seleção
            rodada estádio olimpíadas olímpico olímpica medalha medalhas ouro prata bronze atleta
            atletas corrida ciclista tênis ténis vôlei basquete natação maratona piloto fórmula
            eliminado eliminada eliminação transferência competição
        """,
    }
)
