"""Given names of English books, a closed class: who bears one is a person, he or she, even if he is named only once.

From the given names of the United States census of 1990 (public domain): those that at least 8 men or 11 women in
100,000 bear and that belong to one sex nine times in ten; with those of older and of European books that it seldom
counts. A name on no list says nothing.
"""

from __future__ import annotations

from typing import Literal

MALE_NAMES = frozenset(
    """Aaron Abel Abner Abraham Adam Adan Adolfo Adolph Agustin Alan Alaric Alasdair Albert Alberto Aldous Alejandro
    Alexander Alfie Alfonso Alfred Alfredo Algernon Alistair Allan Allen Alonzo Alphonso Alton Alvaro Alvin Ambrose
    Amos Andre Andres Andrew Andy Angelo Anselm Anthony Antoine Anton Antonio Antony Archibald Archie Armand Armando
    Arnold Arron Arthur Arturo Asa Athos Auberon Augustin Augustine Aurelio Austin Balthazar Barnabas Barnaby Barney
    Barry Bart Bartholomew Basil Beau Ben Benedict Benito Benjamin Bennett Benny Bernard Bernardo Bert Bertie
    Bertram Bill Billy Blaine Blake Bob Bobby Booker Boris Boyd Brad Bradford Bradley Brady Brain Branden Brandon
    Brendan Brent Bret Brett Brian Brock Bruce Bruno Bryan Bryant Bryce Bryon Buddy Buford Burton Byron Caleb Calvin
    Carl Carlo Carlos Carlton Carmelo Carson Carter Caspar Caspian Cecil Cedric Cesar Chad Charles Charley Charlie
    Chase Chester Christophe Christopher Chuck Clarence Clark Claude Clay Clayton Clemens Clement Cleveland Cliff
    Clifford Clifton Clint Clinton Clyde Cody Cole Colin Collin Conan Conrad Corey Cormac Cornelius Cornell Cory
    Cosmo Coy Craig Crispin Curt Curtis Cuthbert Cyprian Cyril Dale Dallas Dalton Damian Damien Damon Dan Dane
    Danial Daniel Danny Dante Daren Darin Darius Darnell Darrel Darrell Darren Darrin Darryl Darwin Daryl Dave David
    Davis Davy Dean Declan Delbert Delmar Demetrius Denis Dennis Denny Denver Derek Derick Dermot Derrick Desmond
    Dewayne Dewey Dexter Diarmuid Dick Diego Digby Dion Dirk Dmitri Domingo Dominic Dominick Donald Donnell Donny
    Donovan Doug Douglas Doyle Duane Dudley Duncan Dustin Dwayne Dwight Dylan Earl Earnest Ebenezer Eddie Eddy Edgar
    Edmond Edmund Eduardo Edward Edwardo Edwin Efrain Egbert Elbert Eldon Eli Elias Elijah Eliot Elliot Elliott
    Ellis Elmer Elton Elvin Elvis Elwood Emanuel Emerson Emery Emil Emile Emilio Emmanuel Emmett Emory Enrique Eoin
    Erasmus Eric Erick Erik Ernest Ernesto Ernie Ernst Errol Ervin Erwin Esteban Ethan Ethelred Etienne Eugene
    Eustace Evan Everett Ezekiel Ezra Fabian Federico Felipe Felix Ferdinand Fergus Fernando Fidel Fintan
    Fitzwilliam Fletcher Florian Floyd Francisco Francois Frank Franklin Franz Fred Freddie Freddy Frederic
    Frederick Fredrick Friedrich Fritz Gabriel Galen Gareth Garland Garrett Garry Gary Gaspard Gavin Gawain Genaro
    Gene Geoffrey Georg George Georges Georgie Gerald Gerard Gerardo Gideon Gilbert Gilberto Giles Giovanni Giuseppe
    Glen Glenn Godfrey Godric Gonzalo Gordon Grady Graham Grant Greg Gregg Gregor Gregorio Gregory Griffith Grover
    Guillermo Gunther Gus Gustav Gustavo Guy Hal Hamish Hans Harald Harlan Harley Harold Harris Harrison Harry
    Harvey Heath Hector Heinrich Henry Herbert Heriberto Herman Hew Hieronymus Hiram Homer Horace Horatio Houston
    Howard Hubert Hugh Hugo Humberto Humphrey Hunter Ian Ichabod Ignacio Ignatius Igor Ingmar Ioan Irvin Irving
    Irwin Isaac Isaiah Isidore Isidro Ismael Israel Issac Ivan Ivor Jabez Jack Jackson Jacob Jacques Jake Jakob
    Jamal James Jared Jarrod Jarvis Jason Jasper Javier Jay Jayson Jeff Jefferson Jeffery Jeffrey Jeffry Jem Jerald
    Jeremiah Jeremy Jermaine Jerome Jerry Jess Jesse Jesus Jethro Jim Jimmy Joachim Joaquin Jobst Joe Joel Joesph
    Joey Johann Johannes John Johnathan Johnathon Johnnie Johnny Jon Jonas Jonathan Jonathon Jorge Jose Josef Joseph
    Josh Joshua Josiah Josue Jotham Juan Jude Jules Julian Julio Julius Junior Jurgen Justin Karl Kaspar Keith
    Kelvin Ken Kendrick Kenneth Kenny Kent Kermit Kester Kevin Kirk Klaus Konrad Kristopher Kurt Kurtis Kyle Lachlan
    Lamar Lambert Lamont Lance Landon Larry Lars Lawrence Leander Leif Leland Leo Leon Leonard Leonardo Leonel
    Leopold Leroy Lester Levi Lewis Lincoln Linus Linwood Lionel Lloyd Logan Lonnie Lorenz Lorenzo Lothar Louis
    Lowell Loyd Lucas Lucian Lucien Ludwig Luigi Luis Luke Luther Lyle Mack Magnus Malachi Malcolm Manfred Manuel
    Marc Marcel Marcelino Marco Marcos Marcus Mariano Mario Marius Mark Marlin Marlon Marmaduke Marshall Martin
    Marvin Mason Mathew Matt Matthew Matthias Maurice Mauricio Max Maxim Maximilian Maxwell Maynard Melvin Merlin
    Micah Michael Micheal Miguel Mike Mikhail Miles Millard Milton Mitchell Mohammad Moises Monroe Montague Monte
    Monty Mordecai Morris Moses Mungo Murdo Murray Myron Nat Nate Nathan Nathaniel Neal Ned Nehemiah Neil Nelson
    Nestor Neville Niall Nicholas Nick Nickolas Nicolas Nigel Nikolai Ninian Noah Noe Nolan Norbert Norman Norris
    Octavio Olaf Oleg Oliver Omar Orlando Orville Osbert Oscar Oswald Oswin Otis Otto Owain Owen Pablo Paolo Pascal
    Pasquale Patrick Paul Pedro Percival Percy Peregrine Perry Pete Peter Phil Philip Phillip Phineas Pierre Piers
    Pieter Preston Quentin Quincy Quinton Rafael Rafe Rainer Ralph Ramiro Ramon Randal Randall Randolph Randy Raoul
    Raphael Raul Ravi Ray Raymond Raymundo Reed Reggie Reginald Reuben Rex Reynaldo Rhys Ricardo Richard Rick Rickey
    Rickie Ricky Rigoberto Rob Robby Robert Roberto Rocco Rocky Rod Roderick Rodger Rodney Rodolfo Rodrigo Rogelio
    Roger Roland Rolando Rolf Rollo Romeo Ron Ronald Ronnie Roosevelt Rory Roscoe Ross Rowland Roy Royce Ruben
    Rudolph Rudy Rufus Rupert Russel Russell Rusty Ryan Salvador Salvatore Sammy Samson Samuel Sanford Santiago Saul
    Scot Scott Scotty Sean Sebastian Septimus Sergei Sergio Seth Seumas Shane Shaun Sheldon Shelton Sherman Sid
    Sigmund Silas Simeon Simon Solomon Sonny Spencer Stan Stanislaus Stanley Stefan Stephan Stephen Sterling Steve
    Steven Stewart Stuart Sven Sylvester Ted Teddy Terence Terrance Terrell Terrence Thaddeus Theobald Theodor
    Theodore Theophilus Theron Thomas Thorold Thurman Thurstan Tiberius Tim Timmy Timothy Tobias Toby Todd Tom Tomas
    Tommy Tony Torquil Travis Trent Trenton Trevor Tristan Tristram Troy Truman Tyler Tyrone Tyson Ulric Ulysses
    Uriah Valentine Vance Vaughan Vaughn Vern Vernon Vicente Victor Viktor Vince Vincent Virgil Vito Vladimir Wade
    Wallace Walt Walter Walther Ward Warren Wayne Weldon Wendell Wesley Wilbert Wilbur Wiley Wilford Wilfred
    Wilfredo Wilhelm Willard William Williams Willie Willis Wilmer Wilson Winfred Winston Wolfgang Woodrow Wystan
    Xavier Yuri Zach Zachariah Zachary Zachery Zebedee Zechariah""".split()
)
"""Names of men and boys."""
FEMALE_NAMES = frozenset(
    """Abby Abigail Ada Addie Adela Adelaide Adele Adeline Adriana Adrienne Agatha Agnes Aida Aileen Ailsa Aimee Alana
    Alberta Alejandra Aletta Alexandra Alexandria Alice Alicia Aline Alisa Alisha Alison Alissa Allie Allyson Alma
    Alta Althea Alyssa Amabel Amanda Amaryllis Amber Amelia Amie Amy Ana Anastasia Angela Angelia Angelica Angelina
    Angeline Angharad Angie Anita Ann Anna Annabelle Anne Anneliese Annette Annie Annika Anthea Antoinette Antonia
    Anya Arabella Ariadne Arlene Ashlee Astrid Audra Audrey Augusta Aurelia Aurora Ava Avis Barbara Barbra Bea
    Beatrice Beatrix Beatriz Becky Belinda Benita Berenice Bernadette Bernadine Bernice Bertha Bess Bessie Beth
    Bethany Betsy Bette Bettie Bettina Betty Bettye Beulah Bianca Blanca Blanche Bobbi Bonita Bonnie Brandi Brandy
    Brenda Brianna Bridget Bridgette Brigid Brigit Britta Brittany Brittney Bronwen Bronwyn Caitlin Callie Camilla
    Camille Candace Candice Candida Candy Cara Carla Carlene Carlotta Carmela Carmella Carmen Carole Carolina
    Caroline Carolyn Carrie Cassandra Cassie Catalina Catherine Cathleen Cathy Catriona Cecelia Cecile Cecilia
    Cecily Celeste Celia Ceridwen Chandra Charity Charlene Charlotte Charmaine Chelsea Cheri Cherie Cheryl Chloe
    Christa Christabel Christi Christiana Christie Christina Christine Christy Chrystal Cicely Cindy Claire Clara
    Clare Claribel Clarice Clarissa Claudette Claudia Claudine Clementina Clementine Clotilde Colette Colleen
    Concepcion Connie Constance Consuelo Cora Cordelia Corine Corinne Cornelia Corrine Cosima Cressida Cristina
    Crystal Cynthia Daisy Danielle Daphne Darcy Darla Darlene Deana Deanna Deanne Debbie Debora Deborah Debra
    Deirdre Delia Della Delores Deloris Demelza Dena Denise Desdemona Desiree Diana Diane Dianna Dianne Dina Dinah
    Dixie Dollie Dolly Dolores Dona Donna Dora Dorcas Doreen Dorinda Doris Dorothea Dorothy Dorthy Dot Drusilla
    Earlene Earline Earnestine Ebony Edith Edna Edwina Effie Eileen Eilidh Elaine Eleanor Elena Elfrida Elinor Elisa
    Elisabeth Elise Eliza Elizabeth Elke Ella Ellen Ellie Elma Elnora Eloise Elsa Elsbeth Elsie Elspeth Elva Elvira
    Emilia Emily Emma Emmeline Emmy Enid Erica Ericka Erika Erin Erma Ernestine Esme Esmeralda Esperanza Essie
    Estela Estella Estelle Ester Esther Ethel Etta Eudora Eugenia Eugenie Eula Eulalia Eunice Euphemia Eva Evadne
    Evangeline Evelina Faith Fannie Fanny Faustina Fay Faye Felicia Fenella Fern Fiona Fleur Flo Flora Florence
    Flossie Fran Frances Francine Francisca Freda Frederica Freya Frieda Gabby Gabriela Gabrielle Gay Gayle Geneva
    Genevieve Georgette Georgia Georgiana Georgina Geraldine Gerda Gertrude Gina Ginger Gisela Giulia Gladys Glenda
    Glenna Gloria Goldie Grace Gracie Graciela Greta Gretchen Griselda Gudrun Gwen Gwendolen Gwendolyn Gwyneth Haley
    Hannah Harriet Harriett Hattie Hazel Heather Hedda Hedwig Heidi Helen Helena Helene Helga Heloise Henrietta
    Hermia Hermione Hester Hetty Hilda Hildegard Hillary Hippolyta Holly Honor Honora Hope Hortense Ida Ila Ilene
    Ilse Imogen Imogene Ina Inez Ingrid Iphigenia Irena Irene Iris Irma Isabeau Isabel Isabella Isabelle Isadora
    Isobel Isolde Iva Ivy Izzy Jaclyn Jacqueline Jacquelyn Jami Jana Jane Janelle Janet Janette Janice Janie Janine
    Janis Jasmine Jayne Jeanette Jeanie Jeanine Jeanne Jeannette Jeannie Jeannine Jemima Jemma Jen Jenifer Jenna
    Jennie Jennifer Jenny Jeri Jerri Jessamy Jessica Jill Jillian Joan Joann Joanna Joanne Jodi Johanna Jolene Joni
    Josefina Josephine Josie Joy Joyce Juana Juanita Judith Judy Julia Juliana Julianne Julie Juliet Juno Justine
    Kara Karen Kari Karin Karina Karla Kat Kate Katerina Katharina Katharine Katherine Kathie Kathleen Kathrine
    Kathryn Kathy Katie Katrin Katrina Katy Kaye Kayla Keisha Kelli Kellie Kelsey Kendra Kenya Keri Kerri Keziah
    Kimberley Kimberly Kirsten Kitty Krista Kristen Kristi Kristie Kristin Kristina Kristine Kristy Krystal Lacey
    Ladonna Laetitia Lakisha Lana Lara Latasha Latisha Latonya Latoya Laura Laurel Lauren Laurie Lavinia Lavonne
    Lawanda Lea Leah Leann Leanne Leila Lela Lena Lenora Lenore Leola Leona Leonie Leonora Letha Leticia Letitia
    Lettice Lettie Letty Lidia Liesel Lil Lila Lilia Lilian Lilias Lilith Lillian Lillie Lilly Lily Lina Linda Lisa
    Liz Liza Lizzie Lois Lola Lora Loraine Lorena Lorene Loretta Lori Lorie Lorna Lorraine Lorrie Lotte Lottie
    Louisa Louise Lourdes Luann Lucasta Lucia Lucile Lucille Lucinda Lucrezia Lucy Ludmila Luella Luisa Lula Lulu
    Luz Lydia Lynda Lynette Lynne Mabel Mable Maddie Madeleine Madeline Madge Mae Magda Magdalena Maggie Mairi
    Malinda Mallory Malvina Mamie Mandy Manuela Marcella Marcia Marcie Marcy Margaret Margarethe Margarita Margery
    Margie Margo Margot Margret Marguerite Mari Maria Marian Marianne Maribel Maricela Marie Marietta Marigold
    Marilyn Marina Marisa Marisol Marissa Maritza Marjorie Marla Marlene Marsha Marta Martha Martina Mary Maryann
    Maryanne Marylou Matilda Mattie Maude Maureen Mavis Maxine Mayra Meagan Meg Megan Meghan Mehitabel Melanie Melba
    Melinda Melisa Melisande Melissa Melody Melva Mercedes Mercy Meredith Mia Michele Michelle Milagros Mildred
    Millicent Millie Mimi Mina Mindy Minerva Minna Minnie Mirabel Miranda Miriam Misty Mitzi Moira Mollie Molly Mona
    Monica Monique Morag Morgana Morwenna Muriel Myfanwy Myra Myrna Myrtle Nadia Nadine Nan Nancy Nanette Nanna
    Nannie Naomi Natalia Natalie Natasha Nelda Nell Nellie Nerissa Nessa Nettie Neva Niamh Nichole Nicole Nicolette
    Nikki Nina Nita Noemi Nola Nona Nora Noreen Norma Octavia Odessa Odette Ofelia Ola Olga Olive Olivia Olwen Opal
    Ophelia Ora Ottilie Pam Pamela Pandora Patience Patrica Patrice Patricia Patsy Patti Patty Paula Paulette
    Pauline Pearl Pearlie Peg Peggy Penelope Penny Perdita Persephone Petra Petronella Petunia Philippa Philomena
    Phoebe Phyllida Phyllis Polly Poppy Portia Primrose Priscilla Prudence Prunella Rachael Rachel Rachelle Rae
    Ramona Randi Raquel Reba Rebecca Rebekah Regina Rena Renee Rhiannon Rhoda Rhonda Rita Roberta Robyn Rochelle
    Roisin Ronda Rosa Rosalie Rosalind Rosalinda Rosaline Rosalyn Rosamond Rosamund Rosanna Rose Rosemarie Rosemary
    Rosetta Rosie Roslyn Rowena Roxanne Roxie Ruby Ruth Ruthie Sabine Sabrina Sadie Sallie Sally Samantha Sandra
    Saoirse Sara Sarah Saskia Saundra Selena Selina Selma Seraphina Serena Shana Shanna Shari Sharon Sharron Shauna
    Shawna Sheena Sheila Shelia Shelley Shelly Sheri Sherri Sherrie Sherry Sheryl Sibyl Sidonie Sieglinde Sigrid
    Silvia Simone Sinead Siobhan Socorro Sofia Sondra Sonia Sonja Sonya Sophia Sophie Staci Stacie Stefanie Stella
    Stephanie Sue Susan Susana Susannah Susanne Susie Suzanne Suzette Svetlana Sybil Sylvia Tabatha Tabitha Tamara
    Tameka Tami Tamika Tammi Tammie Tammy Tamsin Tania Tanisha Tansy Tanya Tara Tasha Tatiana Teresa Teri Terri
    Terrie Tess Thea Thekla Thelma Theodora Theodosia Theresa Therese Thisbe Tia Tiffany Tilda Tilly Tina Titania
    Tonia Tonya Traci Tracie Tricia Trina Trisha Trudi Trudy Ulrike Una Ursel Ursula Valarie Valentina Valeria
    Valerie Vanessa Velma Venetia Vera Verena Verity Verna Veronica Vicki Vickie Vicky Victoria Viola Violet Virgie
    Virginia Viv Vivien Vivienne Wanda Wendy Wilhelmina Willa Wilma Winifred Winnie Xanthe Yelena Yesenia Yolanda
    Ysolde Yvette Yvonne Zara Zelda Zelma Zenobia Zoe Zora""".split()
)
"""Names of women and girls."""
ALSO_PLACES = frozenset(
    """Adelaide Alexandria Austin Brandon Carolina Charlotte Chelsea Chester Cleveland Clifton Dallas Denver Florence
Geneva Georgia Houston Israel Jackson Kent Kenya Lincoln Lorraine Lourdes Mercedes Milton Monroe Odessa Orlando
Regina Santiago Sharon Sofia Troy Victoria Virginia Warren""".split()
)
"""Those that are as likely a place's."""


def given_gender(word: str) -> Literal["m", "f", ""]:
    """Return whether a given name is a man's or a woman's; empty where it may be both, or is none."""
    return "m" if word in MALE_NAMES else "f" if word in FEMALE_NAMES else ""


def is_given_name(word: str) -> bool:
    """Whether a word is a given name and no place's."""
    return word not in ALSO_PLACES and given_gender(word) != ""
