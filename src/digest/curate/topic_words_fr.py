"""French words that speak for a topic: see topic_words.py.

Data alone, drawn from no corpus. A form whose stem no listed word has is listed itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FRENCH"]

FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "World": """
            guerre guerres conflit conflits combats combattants troupes soldats soldat armée
            armées militaire militaires armes cessez trêve missile missiles drone drones frappe
            frappes bombardement bombardements bombe explosion attentat attentats attaque
            attaques terroriste terroristes terrorisme djihadistes rebelles milices otage otages
            morts mort tués blessés victimes corps séisme tremblement secousse répliques
            inondation inondations crue crues tempête ouragan cyclone typhon tsunami incendie
            incendies éruption volcan avalanche glissement catastrophe secours secouristes
            sauveteurs survivants disparus décombres évacués évacuation réfugiés déplacés
            migrants exil asile frontière frontières étranger étrangères ambassade ambassadeur
            ambassadrice diplomate diplomates diplomatie diplomatique sommet traité accord paix
            négociations négociateurs pourparlers sanctions nations unies onu sécurité otan
            putsch coup junte régime dictateur kremlin moscou russie russe ukraine kiev israël
            israélienne gaza palestiniens palestinien syrie iran irak afghanistan talibans
            naufrage naufragés ferry navire avion crash déraillement accident humanitaire famine
            sécheresse manifestants émeutes soulèvement colons casques village villages civils
            population camp camps capitale province détruit détruites détruits magnitude
            épicentre alerte côtes pêcheurs bateau bateaux prisonniers enlevés enlèvement
            frappé meurtrier meurtrière ambassades offensive occupation colonie zone tampon policier
            policiers insurrection rébellion putschistes génocide extrémistes tirs fusillade police
        """,
        "Politics": """
            élection élections électeurs électrices électorale électoral électorat scrutin vote
            votes voter voté votants bulletin bulletins urnes sondage sondages candidat
            candidate candidats candidature campagne parti partis parlement parlementaire
            parlementaires assemblée sénat sénateurs sénatrice députés député députée majorité
            opposition coalition gouvernement gouvernements gouvernementale ministre ministres
            ministère président présidente présidentielle législatives
            municipales maire maires mairie municipal préfet loi lois projet amendement
            amendements constitution constitutionnel référendum réforme réformes budget
            budgétaire motion censure démission démissionne démissionné remaniement matignon
            élysée débat débats politique politiques socialistes socialiste républicains
            écologistes gauche droite centre conservateurs libéraux chancelier chancelière élu
            élus élue abstention dépouillement investiture mandat retraites bourgmestre chambre
            voix liste listes alliance décret ordonnance hémicycle séance corruption parole
            cabinet impôt impôts fiscalité taxe immigration citoyens pétition sortante sortant
            rejeté adopté adopte communiste communistes autonomie législateurs constituante scrutins
            suffrage suffrages démocratie démocratique diplomatie
        """,
        "Business": """
            entreprise entreprises société sociétés groupe économie économique économiques
            bénéfice bénéfices chiffre affaires résultats trimestre trimestriel trimestriels
            bourse boursier action actions actionnaires investisseurs investissement
            investissements marché marchés banque banques bancaire centrale taux intérêt
            inflation prix hausse baisse croissance récession pib chômage chômeurs emploi
            emplois licenciements suppressions salaires salaire salariés syndicat syndicats
            grève grèves grévistes commerce commercial exportations importations douane douanes
            rachat racheter fusion acquisition offre faillite liquidation redressement
            créanciers dette dettes crédit crédits fonds assurance assureur pdg directeur
            dirigeants dirigeant milliards millions euros dollars monnaie pétrole baril matières
            industrie industriel usine usines production constructeur automobile distribution
            distributeur supermarchés consommateurs consommation clients concurrence
            fournisseurs immobilier loyers dividende prévisions ventes compagnie aérienne
            filiale pme patron patronat chaîne magasins magasin enseigne marque vente vend
            contrat contrats commande commandes fret cargo livraison coûts coût marge bilan
            emprunt prêts obligations armateur compagnies investit embauches embaucher
            suppression finance finances financier financière financiers financement financer
            financements banquier
        """,
        "Technology": """
            logiciel logiciels informatique informatiques ordinateur ordinateurs internet web
            site sites ligne navigateur moteur réseau réseaux téléphone téléphones smartphone
            smartphones mobile mobiles application applications appli utilisateurs utilisateur
            internautes données numérique numériques technologie technologies technologique
            intelligence artificielle algorithme algorithmes robot robots chatbot puce puces
            processeur processeurs serveur serveurs nuage hébergement piratage
            pirates pirate cyberattaque cybersécurité faille rançongiciel chiffrement
            chiffré développeurs développeur programmeurs programme code start startup
            fibre débit opérateur télécoms batterie console consoles jeux vidéo plateforme
            plateformes streaming google apple microsoft amazon meta openai nvidia samsung
            capteurs appareil appareils écran virtuelle tablette électronique panne pannes
            messagerie assistant portail compte comptes identifiants fuite câble antennes
            paiement programmation connecté connectés automatique traduction vocal
            appels cloud hacker hackers cryptomonnaie cryptomonnaies cybercriminels influenceur
            influenceurs
        """,
        "Science": """
            chercheurs chercheur chercheuse chercheuses recherche recherches scientifique
            scientifiques science étude études découverte découvert découvertes découvrent
            expérience expériences laboratoire université revue physique physicien physiciens
            physicienne chimie biologie biologistes gène gènes génome génétique cellules adn
            évolution fossile fossiles dinosaure dinosaures archéologues archéologue archéologie
            fouilles préhistoire espace spatial spatiale fusée satellite satellites astronaute
            astronautes astronomes astronome astronomie télescope planète planètes lune
            soleil étoiles étoile galaxie galaxies astéroïde comète orbite sonde station nasa
            esa climat climatique réchauffement émissions carbone gaz serre glacier glaciers
            banquise arctique antarctique océan océans fonds corail coraux biodiversité espèces
            espèce animaux oiseaux insectes abeilles baleines forêt forêts écosystème
            environnement particules quantique mathématicien mathématicienne nobel volcanologues
            géologues spécimen spécimens restes crâne ossements mission lancement décollage
            lancé observatoire rayonnement collisionneur fosse abysses plancton mammifère
            mammifères reptile plante plantes graines molécule protéine enzyme supraconducteur
            théorème hypothèse températures température mesures observations sédiments
        """,
        "Health": """
            santé hôpital hôpitaux hospitalier clinique médecin médecins docteur infirmier
            infirmière infirmiers infirmières soignants patients patient patiente patientes
            soins soin maladie maladies malades malade infection infections infectées virus
            bactérie bactéries vaccin vaccins vaccination vaccinés épidémie pandémie
            épidémiologistes grippe rougeole paludisme covid cancer cancers tumeur tumeurs
            infarctus cœur cardiaque sang avc diabète obésité démence alzheimer dépression
            mentale psychiatrie thérapie traitement traitements opération opérés chirurgien
            chirurgiens chirurgie médicament médicaments antibiotiques essai essais symptômes
            diagnostic dépistage pharmacie pharmacies pharmaciens médecine médical médicale
            médicaux urgences réanimation grossesse enceinte enceintes naissance accouchement
            maternité maternités alimentation nutrition sommeil tabac fumeurs alcool
            organes greffe transfusion hygiène sanitaire sanitaires oms guérison contamination
            contaminations contaminés foyer dose doses choléra dengue moustiques mortalité
            placebo généralistes généraliste lits ambulance ambulances cardiologues pédiatres
            nourrissons bébés bébé mères régime sucre sel vieillissement handicap douleur fièvre
            toux rein reins poumons cerveau dents dentistes lunettes guéris coronavirus confinement
            masque masques ebola sida vih moustique contraception avortement
        """,
        "Culture": """
            culture culturel culturelle art arts artiste artistes musique musicien musiciens
            musicienne chanteur chanteuse chanson chansons groupe album albums concert concerts
            orchestre opéra symphonie festival scène théâtre théâtres pièce comédien comédienne
            acteur acteurs actrice réalisateur réalisatrice film films cinéma cinémas métrage
            tournage scénario série séries télévision palme césar oscar oscars projection musée
            musées exposition expositions exposée galerie tableau tableaux peintre peinture
            peintures sculpteur sculpture photographe photographie collection collections enchères
            chef œuvre œuvres roman romans livre livres librairie auteur autrice écrivain écrivaine
            éditeur édition littérature littéraire goncourt poésie poète bande dessinée public
            spectateurs spectacle danse ballet chorégraphe jazz rock rap couturier architecte
            architecture patrimoine monument humoriste comédie restauration manuscrit manuscrits
            partition violon piano pianiste violoniste cinéaste fresque fresques toile toiles
            dessin dessins conservateur conservatrice lauréat lauréate rôle documentaire biennale
            bibliothèque archives légende tournée paroles poèmes récit scénariste chœur cirque
            marionnettes musical musicale musicaux statue festivals humoristes rappeur rappeuse
            célébrité célébrités
        """,
        "Sport": """
            sport sports sportif sportifs sportive football match matchs rencontre équipe
            équipes joueur joueurs joueuse joueuses entraîneur entraîneuse sélectionneur
            capitaine attaquant attaquante gardien gardienne défenseur but buts penalty
            arbitre prolongation prolongations victoire victoires vainqueur gagné remporté
            remporte battu défaite nul égalisation classement leader montée relégation champion
            championne champions championnat titre coupe finale quart tournoi mondial
            mondiaux ligue olympique olympiques jeux médaille médailles or bronze record
            course coureur cycliste étape tour maillot peloton marathon athlète athlètes
            athlétisme sprint nageur nageuse natation ski skieur skieuse biathlon handball
            basket basketball rugby essai mêlée xv tennis set sets raquette golf boxeur boxe
            judo escrime club clubs stade supporters saison transfert blessure blessé sélection
            bleus dopage pilote formule podium chrono points score
            tir tirs qualification qualifié qualifiée qualifiés éliminé éliminée invaincu derby
            ballon filet piste régate voile aviron escalade patinage patineuse patineur lancer
            saut haies nations carton remplaçant
        """,
    }
)
